"""The real recogniser with an engine that hears the same whatever is said, after so many seconds.

`python -m tests.live.fake_recogniser PORT SECONDS`
"""

import sys
import time
from dataclasses import dataclass
from functools import partial

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


@dataclass
class FakeEngine:
    seconds: float
    name = "fake"

    def decode(self, question: Question, samples: npt.NDArray[np.int16]) -> tuple[Alternative, ...]:
        assert len(samples) > 800
        time.sleep(self.seconds)
        return DIGITS if isinstance(question, Digits) else WORDS


if __name__ == "__main__":
    run(int(sys.argv[1]), partial(FakeEngine, float(sys.argv[2])), 1)
