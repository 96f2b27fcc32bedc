"""What the recogniser makes of a stretch of sound: its endpointing and its engine, without waiting for the clock."""

import itertools
import time
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import webrtcvad

from ivr.speech.engine import Engine
from ivr.speech.recogniser.call import STRICTNESS
from ivr.speech.recogniser.listening import Decode, Listening
from ivr.speech.recogniser.voice import FRAME_BYTES, Voice
from ivr.spoken.question import Alternative, Digits, Question

BEFORE_SECONDS = 1.0
"""Of the line alone, before the caller speaks: by it the recogniser knows the line's noise."""
BEHIND_SECONDS = 0.6
"""Beside the silence that ends what was said."""


@dataclass
class Ears:
    """One engine, and how long it took."""

    engine: Engine
    word_seconds: list[float] = field(default_factory=list)
    digit_seconds: list[float] = field(default_factory=list)

    def hear(self, question: Question, sound: npt.NDArray[np.int16]) -> tuple[Alternative, ...]:
        """None when nobody was heard to speak, or only a click."""
        job = utterance(question, sound)
        if job is None:
            return ()
        began = time.perf_counter()
        heard = self.engine.decode(question, np.frombuffer(job.samples, dtype="<i2"))
        times = self.digit_seconds if isinstance(question, Digits) else self.word_seconds
        times.append(time.perf_counter() - began)
        return heard


def utterance(question: Question, sound: npt.NDArray[np.int16]) -> Decode | None:
    """What is decoded in the end; None when nobody was heard to speak, or only a click."""
    listening = Listening(question, Voice(webrtcvad.Vad(STRICTNESS)), itertools.count())
    job = None
    for frame in frames(sound):
        told = listening.frame(frame)
        job = told if isinstance(told, Decode) else job
    return job


def frames(sound: npt.NDArray[np.int16]) -> list[bytes]:
    """20 ms each."""
    data = sound.astype("<i2").tobytes()
    return [data[at : at + FRAME_BYTES] for at in range(0, len(data) - FRAME_BYTES + 1, FRAME_BYTES)]
