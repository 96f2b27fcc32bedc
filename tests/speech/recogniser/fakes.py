"""Sound, a detector and engines for tests: what is loud is a voice."""

import numpy as np
import numpy.typing as npt
from pydantic import SecretStr

from ivr.speech.recogniser.voice import FRAME_BYTES, FRAMES_A_SECOND
from ivr.spoken.question import Alternative, Question

SILENCE = bytes(FRAME_BYTES)


def _vowel() -> bytes:
    """20 ms of an `a` at 150 Hz, which webrtcvad takes for a voice."""
    at = np.arange(160) / 8000
    hertz = np.arange(150, 3500, 150)[:, None]
    formants = sum(gain / (1 + ((hertz - f) / width) ** 2) for f, width, gain in ((700, 90, 1), (1200, 110, 0.6)))
    sound = (formants * np.sin(2 * np.pi * hertz * at)).sum(axis=0)
    return bytes((sound / np.abs(sound).max() * 12_000).astype("<i2").tobytes())


VOICED = _vowel()


class FakeDetector:
    """Everything that it is asked about is a voice."""

    def is_speech(self, buf: bytes, sample_rate: int) -> bool:
        return True


def voiced(seconds: float) -> list[bytes]:
    return [VOICED] * round(seconds * FRAMES_A_SECOND)


def silent(seconds: float) -> list[bytes]:
    return [SILENCE] * round(seconds * FRAMES_A_SECOND)


class FakeEngine:
    """Hears how many tenths of a second it was given."""

    name = "fake"

    def decode(self, question: Question, samples: npt.NDArray[np.int16]) -> tuple[Alternative, ...]:
        return (Alternative(SecretStr(str(len(samples) // 800)), -1.0),)


def fake_engine() -> FakeEngine:
    return FakeEngine()
