"""Whisper base, held to what the question allows: what a machine with nothing but package registries can have; two calls a core.

Its encoder hears; numbers are read from that digit by digit. Phrases that sound like what was heard are scored by its decoder,
one by one.
"""

import functools
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydantic import SecretStr

from ivr.speech.engines.accents import mixed_up, with_accents
from ivr.speech.engines.digit_names import NAMES, X_NAMES, DigitNames
from ivr.speech.engines.digits import Name, numbers_heard
from ivr.speech.engines.likely import at_best, likelihoods
from ivr.speech.engines.network import Floats
from ivr.speech.engines.readings import SOMETHING_ELSE, beside, ranked
from ivr.speech.engines.syllables import Syllables
from ivr.speech.engines.whisper_model import Encoded, WhisperModel
from ivr.spoken.question import Alternative, Digits, Question, Words

SECONDS_BEFORE = 0.5
"""Of silence: with less it loses the first consonant."""
WORDS_FRAMES = 500
DIGITS_FRAMES = 600
"""Windows, in hundredths of a second: in a shorter one it repeats itself, a longer one is slower."""
SHORTLIST = 6
"""The decoder takes 8 ms for a phrase, and a node can have sixty. Of 190 words of eight people 188 are among these."""
SOUNDED = 0.55
"""What a nat of how a phrase sounds counts, against one of the decoder's."""
IN_NOISE = 0.75
"""The share that is taken off of what the decoder gives a phrase in noise alone."""
ELSE = -13.0
"""What is not likelier than this was not asked for: 5 of 190 words, and a third of those that the menu did not hold."""
UNLIKE = 40.0
"""In nat, against whatever sounds most like it: further off is something else. 99 of 100 words are nearer."""
NOISE_LEVEL = 100


class Whisper:
    """Raises Unavailable."""

    name = "whisper"

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self._model = WhisperModel(folder, threads)
        self._digit_names = DigitNames()
        self._syllables = Syllables()
        self._accents = mixed_up(self._syllables.numbers)
        self._known_in_noise: dict[str, float] = {}

    def decode(self, question: Question, samples: npt.NDArray[np.int16]) -> tuple[Alternative, ...]:
        if isinstance(question, Digits):
            return self._digits(question, self._model.encode(samples, SECONDS_BEFORE, DIGITS_FRAMES))
        return self._words(question, self._model.encode(samples, SECONDS_BEFORE, WORDS_FRAMES))

    def _words(self, question: Words, sound: Encoded) -> tuple[Alternative, ...]:
        """By decoder and syllables, in nats of the decoder. What it gives a phrase without any sound is taken off, or a menu of
        rare words is not understood. Chosen on 190 words of eight people."""
        sounded = self._shortlist(question.phrases, sound)
        written = self._model.likelihoods(sound, list(sounded))
        in_noise = self._in_noise(list(sounded))
        scored = [
            (phrase, score - IN_NOISE * in_noise[phrase] + SOUNDED * sounded[phrase])
            for phrase, score in zip(sounded, written, strict=True)
        ]
        readings = ranked([*scored, (SOMETHING_ELSE, ELSE)])
        if question.free and readings[0].text.get_secret_value() == SOMETHING_ELSE:
            return (Alternative(SecretStr(self._model.written(sound)), readings[0].score), *readings)
        return readings

    def _shortlist(self, phrases: Sequence[str], sound: Encoded) -> dict[str, float]:
        """Those that sound most like what was heard, and how much; none where that was something else."""
        likely = self._likely(sound, phrases)
        best = np.argsort(-likely, kind="stable")[:SHORTLIST]
        return {phrases[place]: float(likely[place]) for place in best} if likely[best[0]] > -UNLIKE else {}

    def _likely(self, sound: Encoded, texts: Sequence[str]) -> Floats:
        """How likely each text was said, in any accent, against whatever sounds most like it: on average of the networks."""
        units = [self._syllables.units(text) for text in texts]
        scores = [
            likelihoods(with_accents(heard, self._accents), units) - at_best(heard)
            for heard in self._syllables.hear(sound.positions)
        ]
        return np.asarray(np.mean(scores, axis=0))

    def _in_noise(self, phrases: Sequence[str]) -> Mapping[str, float]:
        """What is not known yet is looked for at once."""
        new = [phrase for phrase in phrases if phrase not in self._known_in_noise]
        self._known_in_noise |= dict(zip(new, self._model.likelihoods(self._noise, new), strict=True))
        return self._known_in_noise

    @functools.cached_property
    def _noise(self) -> Encoded:
        noise = np.random.default_rng(12333).normal(0, NOISE_LEVEL, 8000).astype(np.int16)
        return self._model.encode(noise, SECONDS_BEFORE, WORDS_FRAMES)

    def _digits(self, question: Digits, sound: Encoded) -> tuple[Alternative, ...]:
        """What may be said instead of them is heard syllable by syllable."""
        fitting, others = numbers_heard(self._digit_names.hear(sound.positions), self._names(x=question.x), question)
        said = self._likely(sound, question.words)
        words = [(word, float(score)) for word, score in zip(question.words, said, strict=True)]
        return beside(ranked(fitting), ranked([*others, *words]))

    def _names(self, *, x: bool) -> list[Name]:
        names = NAMES | X_NAMES if x else NAMES
        return [Name(digit, self._digit_names.units(name)) for name, digit in names.items()]
