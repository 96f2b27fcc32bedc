"""What is no voice: how often noise and music stop a prompt, and are taken for a choice in the end."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import webrtcvad

from ivr.bench.speech.ears import frames
from ivr.dialog.meaning import Understood
from ivr.dialog.spoken_choices import SpokenChoices
from ivr.menus.model import Tree
from ivr.speech.engine import Engine
from ivr.speech.line import pink_noise
from ivr.speech.recogniser.call import STRICTNESS
from ivr.speech.recogniser.heard import Turn
from ivr.speech.recogniser.listening import Decode, Listening, Tell
from ivr.speech.recogniser.voice import Voice
from ivr.speech.telephone import SAMPLE_RATE, Samples, from_alaw, to_alaw
from ivr.spoken.question import Question

HOUR = 3600.0
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
    """Those of them that went on where they had stopped: it was too short for a word."""
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
    spoken = SpokenChoices(tree)
    question = spoken.question(tree.main_menu, asked_back=False)
    stopped = resumed = taken = 0
    for told in _turns(question, sound):
        match told:
            case Tell(Turn.SPEAKING):
                stopped += 1
            case Tell(Turn.NOISE):
                resumed += 1
            case Decode():
                heard = engine.decode(question, np.frombuffer(told.samples, dtype="<i2"))
                taken += isinstance(spoken.understand(tree.main_menu, heard), Understood)
    seconds = len(sound) / SAMPLE_RATE
    return Interruptions(name, seconds, *(count * HOUR / seconds for count in (stopped, resumed, taken)))


def _turns(question: Question, sound: npt.NDArray[np.int16]) -> Iterator[Tell | Decode]:
    """One turn after the other, as if the question were asked again at once. Of a turn, only what is decoded in the end."""
    voice, numbers = Voice(webrtcvad.Vad(STRICTNESS)), itertools.count()
    listening, last = Listening(question, voice, numbers), None
    for frame in frames(sound):
        told = listening.frame(frame)
        last = told if isinstance(told, Decode) else last
        if isinstance(told, Tell):
            yield told
        if listening.ended:
            if last is not None:
                yield last
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
