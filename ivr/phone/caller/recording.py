"""What the caller hears, as a WAV file of 16-bit samples; second 0 is the moment the call was started."""

import os
import stat
import wave
from pathlib import Path

import numpy as np

from ivr.phone.caller.codec import RATE, Samples
from ivr.phone.caller.errors import BadPlan

_DRIFT = RATE * 60 // 1000
"""Further than 60 ms from its arrival no packet is put: the sender's clock has jumped."""


class Recording:
    """Lays packets out by their RTP timestamps: order and gaps come out as the sender meant them."""

    def __init__(self) -> None:
        self._pieces: list[tuple[int, Samples]] = []
        self._origin: int | None = None

    def add(self, seconds: float, timestamp: int, samples: Samples) -> None:
        arrival = round(seconds * RATE)
        if self._origin is None or abs(self._from(timestamp) - arrival) > _DRIFT:
            self._origin = timestamp - arrival
        self._pieces.append((max(0, self._from(timestamp)), samples))

    def samples(self) -> Samples:
        length = max((start + len(piece) for start, piece in self._pieces), default=0)
        line = np.zeros(length, np.int16)
        for start, piece in self._pieces:
            line[start : start + len(piece)] = piece
        return line

    def latest(self, seconds: float) -> Samples:
        """The end of it, or all when there is not so much."""
        line = self.samples()
        return line[len(line) - int(min(len(line), seconds * RATE)) :]

    def _from(self, timestamp: int) -> int:
        origin = self._origin or 0
        return (timestamp - origin + 0x80000000 & 0xFFFFFFFF) - 0x80000000


class WavFile:
    """Opened before the call, so that a bad path is known before anybody's telephone rings. Nobody else may read it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_NONBLOCK, 0o600)
        except OSError as error:
            raise BadPlan(f"can't write the recording to {path}: {error.strerror}; name a file in a folder") from None
        self._file = os.fdopen(descriptor, "wb")
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            self._file.close()
            raise BadPlan(f"{path} is not a file; name a file in a folder")
        os.fchmod(descriptor, 0o600)
        self._empty = os.fstat(descriptor).st_size == 0

    def write(self, samples: Samples) -> None:
        self._empty = False
        self._file.truncate(0)
        with wave.open(self._file, "wb") as wav:
            wav.setnchannels(1)
            wav.setsampwidth(2)
            wav.setframerate(RATE)
            wav.writeframes(samples.astype("<i2").tobytes())

    def close(self) -> None:
        """Leaves no empty file behind, and an older recording as it was, when no call came about."""
        self._file.close()
        if self._empty:
            self._path.unlink(missing_ok=True)
