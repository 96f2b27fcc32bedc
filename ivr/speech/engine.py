"""What every recognition engine can do; which of them is there is decided by the recogniser service."""

from typing import Protocol

import numpy as np
import numpy.typing as npt

from ivr.spoken.question import Alternative, Question


class Unavailable(Exception):
    """The engine's model or package is missing; the message says what is missing and how to get it."""


class Engine(Protocol):
    """Loaded once in each decoding process, and used by one thread there."""

    name: str

    def decode(self, question: Question, samples: npt.NDArray[np.int16]) -> tuple[Alternative, ...]:
        """The readings of one utterance, the best first. `samples`: 8 kHz, mono, with about 0.3 s before the first word."""
