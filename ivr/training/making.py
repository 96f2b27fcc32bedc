"""From recordings to weights: heard over many telephones, then fitted."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from ivr.speech.engines.syllables import pronounced
from ivr.speech.engines.whisper_model import WhisperModel
from ivr.speech.recordings import Recording
from ivr.training.fitting import Example, fit
from ivr.training.hearing import Ear, Heard
from ivr.training.network import Weights

SEED = 12333
TIMES = 2
"""How often each recording is heard. The renderings, all in one voice, are heard once."""
ROUNDS = 12

Told = Callable[[str, float], None]
"""What is being done, and the share of it that is done."""


def make(
    rendered: Sequence[Recording], recordings: Sequence[Recording], whisper: Path, weights: Path, told: Told
) -> None:
    """Writes the weights. Raises Unavailable, BadRecordings."""
    ear = Ear(WhisperModel(whisper, threads=1))
    wanted = [*((one, 1) for one in rendered), *((one, TIMES) for one in recordings)]
    heard: list[tuple[str, Heard]] = []
    for count, (recording, times) in enumerate(wanted):
        told("hearing", count / len(wanted))
        heard += [(recording.text, each) for each in ear.heard(recording, times, np.random.default_rng((SEED, count)))]
    learn(heard, weights, told)


def learn(heard: Sequence[tuple[str, Heard]], weights: Path, told: Told) -> None:
    """`heard`: what was said, and how it was heard."""
    units = sorted({unit for text, _ in heard for unit in pronounced(text)})
    numbers = {unit: number for number, unit in enumerate(units, start=1)}
    examples = [Example(each, tuple(numbers[unit] for unit in pronounced(text))) for text, each in heard]
    rounds = iter(range(1, ROUNDS + 1))
    fitted = fit(examples, len(units), ROUNDS, lambda lost: told(f"fitting, {lost:.1f} nat off", next(rounds) / ROUNDS))
    write(weights, units, fitted)


def write(path: Path, units: Sequence[str], weights: Weights) -> None:
    """In half precision: a network of this size loses nothing by it."""
    halves = {name: values.astype(np.float16) for name, values in weights.items()}
    np.savez_compressed(path, allow_pickle=False, units=np.array(units), **halves)
