"""The real recogniser with an engine that hears the same whatever is said: `python -m tests.live.fake_recogniser PORT`."""

import sys

import numpy as np
import numpy.typing as npt
from pydantic import SecretStr

from ivr.speech.recogniser.server import run
from ivr.spoken.question import Alternative, Digits, Question

WORDS = (
    Alternative(SecretStr("养老金"), -0.25),
    Alternative(SecretStr("失业金"), -3.5),
    Alternative(SecretStr('他说: "查|一下", (对) ${EXTEN} \\ $[1+1]'), -7.125),
)
DIGITS = (Alternative(SecretStr("11010519491231002X"), -0.5),)


class FakeEngine:
    name = "fake"

    def decode(self, question: Question, samples: npt.NDArray[np.int16]) -> tuple[Alternative, ...]:
        assert len(samples) > 800
        return DIGITS if isinstance(question, Digits) else WORDS


def fake_engine() -> FakeEngine:
    return FakeEngine()


if __name__ == "__main__":
    run(int(sys.argv[1]), fake_engine, 1)
