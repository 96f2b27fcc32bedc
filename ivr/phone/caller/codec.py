"""The three codecs a telephone line of ours speaks, decoded to 8 kHz 16-bit samples."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ivr.phone.caller.g722 import LowerBand

RATE = 8000
FRAME = 160
"""Samples, RTP clock ticks and, in each of these codecs, bytes of 20 ms."""

Samples: TypeAlias = NDArray[np.int16]
Decode: TypeAlias = Callable[[bytes], Samples]


def _alaw_table() -> Samples:
    code = np.arange(256) ^ 0x55
    exponent, mantissa = (code >> 4) & 7, (code & 15) << 4
    magnitude = np.where(exponent == 0, mantissa + 8, (mantissa + 0x108) << np.maximum(exponent - 1, 0))
    return np.where(code & 0x80, magnitude, -magnitude).astype(np.int16)


def _ulaw_table() -> Samples:
    code = np.arange(256) ^ 0xFF
    magnitude = ((((code & 15) << 3) + 0x84) << ((code >> 4) & 7)) - 0x84
    return np.where(code & 0x80, -magnitude, magnitude).astype(np.int16)


def _by_table(table: Samples, payload: bytes) -> Samples:
    return table[np.frombuffer(payload, np.uint8)]


def _g722(band: LowerBand, payload: bytes) -> Samples:
    return np.fromiter(map(band.sample, payload), np.int16, len(payload))


_ALAW = partial(_by_table, _alaw_table())
_ULAW = partial(_by_table, _ulaw_table())


@dataclass(frozen=True)
class Codec:
    name: str
    payload_type: int
    silence: bytes = field(repr=False)
    """20 ms of it."""
    decoder: Callable[[], Decode] = field(repr=False)
    """A decoder for one direction of one call: G.722 remembers what it has heard."""


PCMA = Codec("PCMA", 8, b"\xd5" * FRAME, lambda: _ALAW)
PCMU = Codec("PCMU", 0, b"\xff" * FRAME, lambda: _ULAW)
G722 = Codec("G722", 9, b"\xfe" * FRAME, lambda: partial(_g722, LowerBand()))

SOUND_LEVEL = 100.0
"""Root mean square above which 20 ms are sound: -50 dBFS, well over a voice's breath and A-law's zero of 8."""


def is_sound(samples: Samples) -> bool:
    wide = samples.astype(np.float32)
    return bool(np.dot(wide, wide) > SOUND_LEVEL**2 * len(samples))
