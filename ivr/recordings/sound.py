"""The sound of a call: stretches of A-law with what lies between them, which is private and was never recorded."""

import io
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import reduce

import numpy as np
import soundfile

from ivr.speech.telephone import BYTES_PER_MS, SAMPLE_RATE, milliseconds, silence, tone

PIP_HERTZ, PIP_MS, EVERY_MS = 440, 150, 2000
"""What is left out is a short tone every two seconds, so that nobody takes it for a fault of the line."""


@dataclass(frozen=True)
class Gap:
    """What was not recorded, in milliseconds since the call was answered."""

    begin: int
    end: int


@dataclass(frozen=True)
class Sound:
    alaw: bytes
    gaps: tuple[Gap, ...] = ()

    def to_bytes(self) -> bytes:
        return json.dumps([asdict(gap) for gap in self.gaps]).encode() + b"\n" + self.alaw

    @classmethod
    def from_bytes(cls, content: bytes) -> "Sound":
        gaps, _, alaw = content.partition(b"\n")
        return cls(alaw, tuple(Gap(**gap) for gap in json.loads(gaps)))

    def then(self, begin: int, alaw: bytes) -> "Sound":
        """With a stretch behind it that began so many milliseconds after the answer."""
        end = milliseconds(self.alaw)
        if begin <= end:
            return Sound(self.alaw[: begin * BYTES_PER_MS] + alaw, self.gaps)
        return Sound(self.alaw + _left_out(begin - end) + alaw, (*self.gaps, Gap(end, begin)))

    def left_out(self, whole_ms: int) -> tuple[Gap, ...]:
        """The gaps, and what lies behind the last stretch until the end of a call of `whole_ms`."""
        end = milliseconds(self.alaw)
        return (*self.gaps, Gap(end, whole_ms)) if end < whole_ms else self.gaps

    def wav(self) -> bytes:
        """As browsers play it."""
        file = io.BytesIO()
        soundfile.write(file, _samples(self.alaw), SAMPLE_RATE, format="WAV", subtype="PCM_16")
        return file.getvalue()

    def peaks(self, count: int, whole_ms: int) -> list[int]:
        """How loud each of so many equal parts of `whole_ms` is, 0 to 100."""
        samples = np.abs(_samples(self.alaw).astype(np.int32))
        each = max(1, round(whole_ms * BYTES_PER_MS / count))
        padded = np.zeros(each * count, dtype=np.int32)
        padded[: min(len(samples), len(padded))] = samples[: len(padded)]
        return [int(peak) * 100 // 32768 for peak in padded.reshape(count, each).max(axis=1)]


NOTHING = Sound(b"")


def joined(stretches: Iterable[tuple[int, bytes]], before: Sound = NOTHING) -> Sound:
    """Stretches and when they began, in their order, behind what there is already."""
    return reduce(lambda whole, stretch: whole.then(*stretch), stretches, before)


def _left_out(duration: int) -> bytes:
    beat = tone(PIP_HERTZ, PIP_MS) + silence(EVERY_MS - PIP_MS)
    return (beat * (duration // EVERY_MS + 1))[: duration * BYTES_PER_MS]


def _samples(alaw: bytes) -> "np.ndarray[tuple[int], np.dtype[np.int16]]":
    raw = io.BytesIO(alaw)
    samples, _ = soundfile.read(raw, dtype="int16", samplerate=SAMPLE_RATE, channels=1, format="RAW", subtype="ALAW")
    return np.asarray(samples, dtype=np.int16)
