"""Vosk with its small Mandarin model, held to the words that the question allows: some thirty calls a core."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ivr.speech.engine import Unavailable
from ivr.speech.engines.readings import MOST, SOMETHING_ELSE, beside, ranked
from ivr.speech.engines.vosk_words import in_known_words
from ivr.spoken.heard_digits import GRAMMAR, X_WORDS, digits_heard
from ivr.spoken.question import Alternative, Digits, Question, Words

_RATE = 8000
"""The model widens it by itself; a resampler before it would only keep back 100 ms."""

_OTHER = "[unk]"


class Vosk:
    """Takes some seconds to load, and half a gigabyte. Raises Unavailable."""

    name = "vosk"

    def __init__(self, model: Path) -> None:
        try:
            import vosk  # noqa: PLC0415  # a library of 25 MB that no other engine needs
        except ImportError:
            raise Unavailable("the Python package vosk is missing: run script/setup again") from None
        if not (model / "am" / "final.mdl").is_file():
            raise Unavailable(
                f"there is no Vosk model in {model}: unpack one there, or name its folder in IVR_VOSK_MODEL"
            )
        vosk.SetLogLevel(-1)
        self._recogniser = vosk.KaldiRecognizer
        self._model = vosk.Model(str(model))

    def decode(self, question: Question, samples: npt.NDArray[np.int16]) -> tuple[Alternative, ...]:
        if isinstance(question, Digits):
            return self._digits(question, samples)
        return self._words(question, samples)

    def _digits(self, question: Digits, samples: npt.NDArray[np.int16]) -> tuple[Alternative, ...]:
        phrases = self._written(question.words)
        digits = self._written((*GRAMMAR, *(X_WORDS if question.x else ())))
        heard = self._heard((*digits, *phrases), samples)
        fitting, others = [], []
        for words, score in heard:
            number = digits_heard(words) or ""
            if len(number) in question.lengths:
                fitting.append((number, score))
            else:
                others.append((phrases.get(words, SOMETHING_ELSE), score))
        return beside(ranked(fitting), ranked(others))

    def _words(self, question: Words, samples: npt.NDArray[np.int16]) -> tuple[Alternative, ...]:
        phrases = self._written(question.phrases)
        heard = self._heard(tuple(phrases), samples)
        readings = ranked((phrases.get(words, SOMETHING_ELSE), score) for words, score in heard)
        if question.free and readings[0].text.get_secret_value() == SOMETHING_ELSE:
            return self._freely(samples, readings[0].score) + readings
        return readings

    def _written(self, phrases: Iterable[str]) -> dict[str, str]:
        """The phrases by how the model would write them; what it has no words for can't be heard."""
        written = {in_known_words(phrase, self._knows): phrase for phrase in phrases}
        return {words: phrase for words, phrase in written.items() if words}

    def _knows(self, word: str) -> bool:
        return bool(self._model.vosk_model_find_word(word) >= 0)

    def _freely(self, samples: npt.NDArray[np.int16], score: float) -> tuple[Alternative, ...]:
        """Dearer by ten times: only where no phrase was heard."""
        heard = _result(self._recogniser(self._model, _RATE), samples)
        return ranked((words.replace(" ", ""), score) for words, _ in heard[:1] if words)

    def _heard(self, words: Sequence[str], samples: npt.NDArray[np.int16]) -> list[tuple[str, float]]:
        other = [_OTHER] if self._knows(_OTHER) else []
        grammar = json.dumps([*words, *other], ensure_ascii=False)
        return _result(self._recogniser(self._model, _RATE, grammar), samples)


def _result(recogniser: Any, samples: npt.NDArray[np.int16]) -> list[tuple[str, float]]:
    recogniser.SetMaxAlternatives(MOST)
    recogniser.AcceptWaveform(samples.tobytes())
    alternatives = json.loads(recogniser.FinalResult())["alternatives"]
    return [(each["text"].strip(), float(each["confidence"])) for each in alternatives]
