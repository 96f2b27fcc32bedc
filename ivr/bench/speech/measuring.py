"""All measurements of one engine on one folder of recordings."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ivr.bench.speech import ids, words
from ivr.bench.speech.ears import BEFORE_SECONDS, Ears
from ivr.bench.speech.ids import Caller, IdFigures, Outcome
from ivr.bench.speech.interruptions import measure_interruptions
from ivr.bench.speech.material import Material, SpokenDigits, joined, on_the_line, telephone_voice
from ivr.bench.speech.report import SpeechReport, Timing
from ivr.bench.speech.streams import Said, measure_streams
from ivr.bench.speech.words import WordFigures
from ivr.dialog.conversation import Conversation
from ivr.dialog.id_number import LENGTHS
from ivr.dialog.spoken_choices import SpokenChoices
from ivr.menus.service import Service
from ivr.speech.recogniser.decoder import EngineSource
from ivr.speech.telephone import SAMPLE_RATE, Samples
from ivr.spoken.question import Question

NOISES_DB = (None, 20.0, 10.0)
"""How much the voice is above the noise."""


@dataclass(frozen=True)
class Wanted:
    """How much is measured."""

    numbers: int
    """ID numbers of each speaker, in each noise."""
    minutes: float
    """Of noise and of music each."""
    utterances: int
    """Words, and as many segments of numbers, sent to the recogniser's process at their own pace."""
    at_once: int
    seed: int


def measure(
    source: EngineSource, service: Service, material: Material, wanted: Wanted, told: Callable[[str], None]
) -> SpeechReport:
    """`told` hears what is being measured. Raises Unavailable, BadRecordings, BenchFailed."""
    engine = source()
    ears = Ears(engine)
    told("词语 words")
    by_noise = tuple(_words(ears, service, material, noise, wanted.seed) for noise in NOISES_DB if material.words)
    numbers = {}
    for speaker, said in material.digits.items():
        told(f"身份证号 ID numbers, {speaker}")
        numbers[speaker] = tuple(_ids(ears, service, said, noise, wanted) for noise in NOISES_DB)
    told("噪声和音乐 noise and music")
    interruptions = tuple(measure_interruptions(engine, service.tree, 60 * wanted.minutes, wanted.seed))
    told("识别服务 the recogniser's process")
    streamed = {
        what: measure_streams(source, engine.name, said, wanted.at_once)
        for what, said in (
            ("words", _words_said(service, material, wanted)),
            ("ids", _ids_said(service, material, wanted)),
        )
        if said
    }
    return SpeechReport(
        engine.name, by_noise, numbers, _timing(ears.word_seconds), _timing(ears.digit_seconds), interruptions, streamed
    )


def _words(ears: Ears, service: Service, material: Material, noise: float | None, seed: int) -> WordFigures:
    measured = words.measure_words(ears, service.tree, material.words, noise, seed)
    return words.counted([outcome for _, outcome in measured], noise)


def _ids(ears: Ears, service: Service, said: SpokenDigits, noise: float | None, wanted: Wanted) -> IdFigures:
    conversation = Conversation(service.tree, service.wording, service.office)
    dice = np.random.default_rng(wanted.seed)
    outcomes: list[Outcome] = []
    for number in ids.numbers(said, wanted.numbers, wanted.seed):
        caller = Caller(ears, said, number, noise, dice)
        outcomes.append(ids.identify(conversation, service.tree, caller))
    return ids.counted(outcomes, noise)


def _words_said(service: Service, material: Material, wanted: Wanted) -> list[Said]:
    dice = np.random.default_rng(wanted.seed)
    asked = _menu(service)
    count = wanted.utterances if material.words else 0
    chosen = [material.words[int(dice.integers(len(material.words)))] for _ in range(count)]
    return [_spoken(telephone_voice(one), asked, dice) for one in chosen]


def _ids_said(service: Service, material: Material, wanted: Wanted) -> list[Said]:
    """First segments of ID numbers, of each speaker in turn."""
    dice = np.random.default_rng(wanted.seed)
    asked = ids.first_question(Conversation(service.tree, service.wording, service.office), service.tree)
    speakers = list(material.digits.values())
    return [
        _spoken(joined(said, next(ids.numbers(said, 1, wanted.seed + count))[: LENGTHS[0]], dice), asked, dice)
        for count, said in zip(range(wanted.utterances if speakers else 0), itertools.cycle(speakers), strict=False)
    ]


def _menu(service: Service) -> Question:
    return SpokenChoices(service.tree).question(service.tree.main_menu, asked_back=False)


def _spoken(voice: Samples, asked: Question, dice: np.random.Generator) -> Said:
    return Said(asked, on_the_line(voice, asked, NOISES_DB[1], dice), BEFORE_SECONDS + len(voice) / SAMPLE_RATE)


def _timing(seconds: Sequence[float]) -> Timing | None:
    if not seconds:
        return None
    median, p95 = np.percentile(seconds, [50, 95]) * 1000
    return Timing(len(seconds), float(median), float(p95))
