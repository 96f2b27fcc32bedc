"""Sound, a detector and engines for tests: what is loud is a voice."""

import numpy as np
import numpy.typing as npt
from pydantic import SecretStr

from ivr.speech.recogniser.voice import FRAME_BYTES, FRAMES_A_SECOND
from ivr.spoken.question import Alternative, Question

SILENCE = bytes(FRAME_BYTES)
VOICED = (np.sin(np.arange(160) * 0.5) * 8000).astype("<i2").tobytes()


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
