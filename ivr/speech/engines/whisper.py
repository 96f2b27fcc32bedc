"""Whisper base, held to what the question allows: phrases are scored one by one, digits are decoded with all other tokens shut
out. It is what a machine with nothing but package registries can have; two calls a core."""

import functools
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ivr.speech.engines.readings import SOMETHING_ELSE, ranked
from ivr.speech.engines.whisper_model import Encoded, WhisperModel
from ivr.spoken.question import Alternative, Digits, Question, Words

SECONDS_BEFORE = 0.4
WORDS_FRAMES = 500
DIGITS_FRAMES = 1200
"""Windows, in hundredths of a second: what they were found to need on recordings of real speakers."""
PRIOR = 0.5
"""How much of what a phrase is likely to be without any sound is taken off."""
SILENCE = np.zeros(8000, dtype=np.int16)
DIGITS = tuple("0123456789")
"""As Whisper writes them."""


class Whisper:
    """Raises Unavailable."""

    name = "whisper"

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self._model = WhisperModel(folder, threads)

    def decode(self, question: Question, samples: npt.NDArray[np.int16]) -> tuple[Alternative, ...]:
        if isinstance(question, Digits):
            return self._digits(question, self._model.encode(samples, SECONDS_BEFORE, DIGITS_FRAMES))
        return self._words(question, self._model.encode(samples, SECONDS_BEFORE, WORDS_FRAMES))

    def _words(self, question: Words, sound: Encoded) -> tuple[Alternative, ...]:
        likelihoods = self._model.likelihoods(sound, question.phrases)
        scored = zip(question.phrases, likelihoods, strict=True)
        return ranked((phrase, score - PRIOR * self._prior(phrase)) for phrase, score in scored)

    @functools.lru_cache(maxsize=1000)  # noqa: B019  # as long-lived as the process
    def _prior(self, phrase: str) -> float:
        return self._model.likelihoods(self._silence, [phrase])[0]

    @functools.cached_property
    def _silence(self) -> Encoded:
        return self._model.encode(SILENCE, SECONDS_BEFORE, WORDS_FRAMES)

    def _digits(self, question: Digits, sound: Encoded) -> tuple[Alternative, ...]:
        allowed = (*DIGITS, "X") if question.x else DIGITS
        heard = self._model.hypotheses(sound, allowed, most=8, longest=max(question.lengths) + 1)
        fitting = [(text, score) for text, score in heard if len(text) in question.lengths]
        return ranked(fitting or [(SOMETHING_ELSE, 0.0)])
