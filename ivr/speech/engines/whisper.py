"""Whisper base, held to what the question allows: phrases are scored one by one, digits are decoded with all other tokens shut
out. It is what a machine with nothing but package registries can have; two calls a core."""

import functools
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ivr.speech.engines.readings import SOMETHING_ELSE, ranked
from ivr.speech.engines.whisper_model import Encoded, WhisperModel
from ivr.spoken.question import Alternative, Digits, Question, Words

SECONDS_BEFORE = 0.5
"""Of silence: with less it loses the first consonant."""
WORDS_FRAMES = 500
DIGITS_FRAMES = 1200
"""Windows, in hundredths of a second: in a shorter one it repeats itself, a longer one is slower."""
SCALE = 4 / 3
"""Measured: a lead of 2 nat after it is wrong in one of a hundred words."""
ELSE = 1.0
"""So much more than noise a phrase must explain, before scaling, to be likelier than words that were not asked for."""
NOISE_LEVEL = 100
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
        """What a phrase is likely to be without any sound is taken off, or a menu of rare words is not understood."""
        likelihoods = self._model.likelihoods(sound, question.phrases)
        scored = [
            (phrase, SCALE * (score - self._in_noise(phrase)))
            for phrase, score in zip(question.phrases, likelihoods, strict=True)
        ]
        return ranked([*scored, (SOMETHING_ELSE, SCALE * ELSE)])

    @functools.lru_cache(maxsize=1000)  # noqa: B019  # as long-lived as the process
    def _in_noise(self, phrase: str) -> float:
        return self._model.likelihoods(self._noise, [phrase])[0]

    @functools.cached_property
    def _noise(self) -> Encoded:
        noise = np.random.default_rng(12333).normal(0, NOISE_LEVEL, 8000).astype(np.int16)
        return self._model.encode(noise, SECONDS_BEFORE, WORDS_FRAMES)

    def _digits(self, question: Digits, sound: Encoded) -> tuple[Alternative, ...]:
        allowed = (*DIGITS, "X") if question.x else DIGITS
        heard = self._model.hypotheses(sound, allowed, most=8, longest=max(question.lengths) + 1)
        fitting = [(text, score) for text, score in heard if len(text) in question.lengths]
        return ranked(fitting or [(SOMETHING_ELSE, 0.0)])
