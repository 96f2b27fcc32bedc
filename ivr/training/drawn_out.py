"""A voice that takes more or less time, at its own pitch: overlapping pieces, each laid where it fits what is there (WSOLA)."""

import numpy as np

from ivr.speech.telephone import SAMPLE_RATE, Samples

_PIECE = SAMPLE_RATE * 40 // 1000
_HOP = _PIECE // 2
_REACH = SAMPLE_RATE * 8 // 1000
"""So far from its place a piece may be taken: a period of a low voice."""


def drawn_out(samples: Samples, times: float) -> Samples:
    """`times` as long."""
    window = np.hanning(_PIECE + 1)[:-1].astype(np.float32)
    padded = np.pad(samples, (_REACH, _PIECE + 2 * _REACH))
    count = max(1, round(len(samples) * times / _HOP))
    made = np.zeros(count * _HOP + _PIECE, dtype=np.float32)
    at = _REACH
    for number in range(count):
        wanted = _REACH + min(round(number * _HOP / times), len(samples))
        if number:
            at = _nearest(padded, wanted, padded[at + _HOP : at + _HOP + _PIECE])
        made[number * _HOP :][:_PIECE] += window * padded[at : at + _PIECE]
    return made[: round(len(samples) * times)]


def _nearest(padded: Samples, wanted: int, following: Samples) -> int:
    """Near the wanted place, where it is most like what would have followed."""
    first = wanted - _REACH
    if len(following) < _PIECE:
        return wanted
    alike = np.correlate(padded[first : first + 2 * _REACH + _PIECE], following, mode="valid")
    return first + int(np.argmax(alike))
