"""Whether somebody speaks in these 20 ms: louder than the line's own noise, and like a voice."""

import math
from collections import deque
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ivr.speech.recogniser import pitch

SAMPLE_RATE = 8000
FRAME_BYTES = 320
FRAMES_A_SECOND = 50

_ABOVE_NOISE_DB = 6.0
_QUIETEST_DB = -55.0
"""Below it, of full scale, no telephone carries a voice that could be understood."""
_NOISE_FRAMES = 25
_NOISE_PIECES = 4
"""The noise is the quietest half second of the last two: between words a speaker falls back to it."""
_NOTE = 0.01
"""An instrument keeps its pitch closer than that, a voice glides."""
_NOTE_FRAMES = 3
"""In so many frames, the first of them and the last."""


class Detector(Protocol):
    """webrtcvad.Vad is one."""

    def is_speech(self, buf: bytes, sample_rate: int) -> bool: ...


class Voice:
    """One call's ear. It knows the line's noise from one turn to the next."""

    def __init__(self, detector: Detector) -> None:
        self._detector = detector
        self._latest = bytes(2 * pitch.LENGTH)
        self._periods: deque[float | None] = deque([None], maxlen=_NOTE_FRAMES)
        self._hisses = False
        self._quietest = deque([_QUIETEST_DB], maxlen=_NOISE_PIECES)
        self._piece: list[float] = []

    @property
    def holds_note(self) -> bool:
        """Whether the pitch has stayed for a moment, as an instrument's does."""
        first, last = self._periods[0], self._periods[-1]
        return first is not None and last is not None and abs(first - last) < _NOTE * first

    @property
    def surely(self) -> bool:
        """Whether the last frame that `speaks` is like a voice, and no noise that the detector takes for one."""
        return self._periods[-1] is not None or self._hisses

    def speaks(self, frame: bytes, *, only_whether: bool = False) -> bool:
        """`frame` holds FRAME_BYTES. What costs the most is only asked about what is loud enough. With `only_whether` it costs
        half, and `surely` and `holds_note` are False."""
        samples = _samples(frame)
        self._latest = (self._latest + frame)[len(frame) :]
        level = _decibels(samples)
        loud = level > max(_QUIETEST_DB, min(self._quietest) + _ABOVE_NOISE_DB)
        self._learn(level)
        speaks = loud and self._detector.is_speech(frame, SAMPLE_RATE)
        heard_closely = speaks and not only_whether
        self._periods.append(pitch.period(_samples(self._latest)) if heard_closely else None)
        self._hisses = heard_closely and pitch.hisses(samples)
        return speaks

    def _learn(self, level: float) -> None:
        self._piece.append(level)
        if len(self._piece) == _NOISE_FRAMES:
            self._quietest.append(sorted(self._piece)[_NOISE_FRAMES // 10])
            self._piece.clear()


def _samples(sound: bytes) -> npt.NDArray[np.float32]:
    return np.frombuffer(sound, dtype="<i2").astype(np.float32)


def _decibels(samples: npt.NDArray[np.float32]) -> float:
    """Of full scale."""
    power = float(np.dot(samples, samples)) / len(samples)
    return 10 * math.log10(power + 1e-3) - 90.3
