"""What is no voice: how often noise and music stop a prompt, and whether it goes on or the caller has to answer for them."""

import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import webrtcvad

from ivr.bench.speech.ears import frames
from ivr.dialog.meaning import Heard, NotUnderstood, Understood
from ivr.dialog.spoken_choices import SpokenChoices
from ivr.menus.model import Tree
from ivr.phone.driver import MOST_ALARMS
from ivr.speech.engine import Engine
from ivr.speech.line import pink_noise
from ivr.speech.recogniser.call import STRICTNESS
from ivr.speech.recogniser.heard import Turn
from ivr.speech.recogniser.listening import Decode, Listening, Tell
from ivr.speech.recogniser.voice import FRAMES_A_SECOND, Voice
from ivr.speech.telephone import SAMPLE_RATE, Samples, from_alaw, to_alaw
from ivr.spoken.question import Question

HOUR = 3600.0
CALL_SECONDS = 180.0
PROMPT_SECONDS = 12.0
"""A menu. Whoever is not understood twice in one is told."""
STREET_LEVEL, MUSIC_LEVEL = 0.02, 0.06
"""Of full scale, as an average: behind the caller, and beside the telephone."""

_SCALE = (0, 2, 4, 5, 7, 9, 11, 12, 14)
"""Semitones."""


@dataclass(frozen=True)
class Interruptions:
    """Of one kind of sound, for an hour of it."""

    sound: str
    seconds: float
    stopped: float
    """Prompts that were stopped."""
    resumed: float
    """Those of them that went on where they had stopped: it was no word, or none that was asked for."""
    told: float
    """Those behind which the caller heard that they were not understood, or are to press keys, or was asked what they meant."""
    taken: float
    """Those that led to a choice nobody made."""


def measure_interruptions(engine: Engine, tree: Tree, seconds: float, seed: int) -> Iterator[Interruptions]:
    kinds: tuple[tuple[str, Callable[[int, np.random.Generator], Samples]], ...] = (
        ("street", street),
        ("music", music),
    )
    for name, make in kinds:
        sound = make(round(seconds * SAMPLE_RATE), np.random.default_rng(seed))
        yield _measured(name, from_alaw(to_alaw(sound)), engine, tree)


def _measured(name: str, sound: npt.NDArray[np.int16], engine: Engine, tree: Tree) -> Interruptions:
    """In calls of three minutes, each of which is listened to until the driver takes it for noisy."""
    spoken, count = SpokenChoices(tree), Counter[str]()
    length = round(CALL_SECONDS * SAMPLE_RATE)
    for start in range(0, len(sound), length):
        count += _call(sound[start : start + length], engine, spoken, tree.main_menu)
    seconds = len(sound) / SAMPLE_RATE
    fields = ("stopped", "resumed", "told", "taken")
    return Interruptions(name, seconds, *(count[field] * HOUR / seconds for field in fields))


def _call(sound: npt.NDArray[np.int16], engine: Engine, spoken: SpokenChoices, menu: str) -> Counter[str]:
    """What became of its prompts, as the driver decides."""
    count, alarms, again, stopped_at = Counter[str](), 0, False, -PROMPT_SECONDS
    for at, told in _turns(spoken.question(menu, asked_back=False), sound):
        if told == Tell(Turn.SPEAKING):
            again, stopped_at = at - stopped_at < PROMPT_SECONDS, at
            count["stopped"] += 1
            continue
        meaning = _meaning(told, engine, spoken, menu)
        alarms = alarms + 1 if meaning == NotUnderstood() else 0
        if alarms == MOST_ALARMS:
            return count + Counter(told=1)
        count[_outcome(meaning, again=again and isinstance(told, Decode))] += 1
    return count


def _meaning(told: Tell | Decode, engine: Engine, spoken: SpokenChoices, menu: str) -> Heard:
    if isinstance(told, Tell):
        return NotUnderstood()
    return spoken.understand(menu, engine.decode(told.question, np.frombuffer(told.samples, dtype="<i2")))


def _outcome(meaning: Heard, *, again: bool) -> str:
    match meaning:
        case Understood():
            return "taken"
        case NotUnderstood() if not again:
            return "resumed"
    return "told"


def _turns(question: Question, sound: npt.NDArray[np.int16]) -> Iterator[tuple[float, Tell | Decode]]:
    """One turn after the other, as if the question were asked again at once, each with its second. Of what is decoded in a
    turn, only the last."""
    voice, numbers = Voice(webrtcvad.Vad(STRICTNESS)), itertools.count()
    listening, last = Listening(question, voice, numbers), None
    for number, frame in enumerate(frames(sound)):
        told = listening.frame(frame)
        last = told if isinstance(told, Decode) else last
        if isinstance(told, Tell):
            yield number / FRAMES_A_SECOND, told
        if listening.ended:
            if last is not None and listening.heard.turn is not Turn.NOISE:
                yield number / FRAMES_A_SECOND, last
            listening, last = Listening(question, voice, numbers), None


def street(length: int, dice: np.random.Generator) -> Samples:
    """Traffic that comes and goes within seconds, and now and then a bang."""
    swell = np.interp(np.arange(length), *_points(length, dice, 2.0, lambda count: dice.uniform(-12, 8, count)))
    bangs = np.zeros(length)
    for at in dice.integers(0, max(1, length - SAMPLE_RATE), round(length / SAMPLE_RATE / 8)):
        bangs[at : at + 800] += 10 * dice.normal(size=800) * np.exp(-np.arange(800) / 200)
    sound = STREET_LEVEL * (pink_noise(length, dice) * 10 ** (swell / 20) + bangs)
    return np.asarray(np.clip(sound, -1, 1), dtype=np.float32)


def music(length: int, dice: np.random.Generator) -> Samples:
    """A tune in chords, each note with its overtones, dying away."""
    sound = np.zeros(length)
    beat = round(0.35 * SAMPLE_RATE)
    for start in range(0, length, beat):
        notes = 220 * 2 ** (dice.choice(_SCALE, size=dice.integers(0, 4), replace=False) / 12)
        at = np.arange(min(4 * beat, length - start)) / SAMPLE_RATE
        sound[start : start + len(at)] += sum((_note(hertz, at) for hertz in notes), start=np.zeros(len(at)))
    power = float(np.sqrt((sound**2).mean()))
    return np.asarray(np.clip(MUSIC_LEVEL * sound / power, -1, 1), dtype=np.float32)


def _note(hertz: float, at: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    overtones = np.arange(1, 9)[:, None]
    wave = (np.sin(2 * np.pi * hertz * overtones * at) / overtones**1.3).sum(axis=0)
    return np.asarray(wave * np.exp(-3 * at))


def _points(
    length: int, dice: np.random.Generator, seconds: float, values: Callable[[int], npt.NDArray[np.float64]]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Moments, and a value at each."""
    count = 2 + round(length / SAMPLE_RATE / seconds)
    return np.sort(dice.uniform(0, length, count)), values(count)
