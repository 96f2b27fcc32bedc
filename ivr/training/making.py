"""From recordings to weights: heard over many telephones, then fitted."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ivr.speech.engines import digit_names, syllables
from ivr.speech.engines.network import stored
from ivr.speech.engines.whisper import DIGITS_FRAMES, WORDS_FRAMES
from ivr.speech.engines.whisper_model import WhisperModel
from ivr.speech.recordings import Recording
from ivr.training.fitting import Amounts, Example, fit
from ivr.training.hearing import Ear, Heard
from ivr.training.network import Weights
from ivr.training.utterances import Utterance, numbers, words

SEED = 12333

Told = Callable[[str, float], None]
"""What is being done, and the share of it that is done."""


@dataclass(frozen=True)
class Kind:
    """What is heard, how that is spelled, how many of the encoder's frames are taken as one, how often a network sees all, and
    how many networks there are of the kind."""

    said: Callable[[Sequence[Recording]], Iterator[Utterance]]
    spelled: Callable[[str], Iterable[str]]
    window: int
    frames: int
    rounds: int
    networks: int
    prompts: bool = False
    """Whether the prompts' renderings are heard, too."""


KINDS = {
    "digits": Kind(numbers, digit_names.named, DIGITS_FRAMES, frames=2, rounds=24, networks=digit_names.NETWORKS),
    "syllables": Kind(
        words, syllables.pronounced, WORDS_FRAMES, frames=2, rounds=24, networks=syllables.NETWORKS, prompts=True
    ),
}


def make(kind: Kind, recordings: Sequence[Recording], whisper: Path, weights: Path, told: Told) -> None:
    """Writes the weights. Raises Unavailable, BadRecordings."""
    ear = Ear(WhisperModel(whisper, threads=1), kind.window)
    learn(kind, list(_heard(ear, list(kind.said(recordings)), told)), weights, told)


def _heard(ear: Ear, said: Sequence[Utterance], told: Told) -> Iterator[tuple[str, Heard]]:
    for count, utterance in enumerate(said):
        told("hearing", count / len(said))
        dice = np.random.default_rng((SEED, count))
        text, samples = utterance(dice)
        yield text, ear.heard(samples, dice)


def learn(kind: Kind, heard: Sequence[tuple[str, Heard]], weights: Path, told: Told) -> None:
    """`heard`: what was said, and how it was heard."""
    units = sorted({unit for text, _ in heard for unit in kind.spelled(text)})
    numbers = {unit: number for number, unit in enumerate(units, start=1)}
    examples = [Example(each, tuple(numbers[unit] for unit in kind.spelled(text))) for text, each in heard]
    amounts, all_rounds = Amounts(len(units), kind.frames, kind.rounds), kind.networks * kind.rounds
    rounds = iter(range(1, all_rounds + 1))
    fitted = [
        fit(
            examples,
            amounts,
            SEED + number,
            lambda lost: told(f"fitting, {lost:.1f} nat off", next(rounds) / all_rounds),
        )
        for number in range(kind.networks)
    ]
    write(weights, units, fitted)


def write(path: Path, units: Sequence[str], networks: Sequence[Weights]) -> None:
    """In half precision: a network of this size loses nothing by it."""
    halves = {
        stored(name, number): values.astype(np.float16)
        for number, weights in enumerate(networks)
        for name, values in weights.items()
    }
    np.savez_compressed(path, allow_pickle=False, units=np.array(units), **halves)
