"""From recordings to weights: heard over many telephones, then fitted. About half an hour on two cores."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from ivr.speech.engines.syllables import pronounced
from ivr.speech.engines.whisper_model import WhisperModel
from ivr.speech.recordings import Recording
from ivr.training.fitting import Example, fit
from ivr.training.hearing import Ear
from ivr.training.network import Weights

SEED = 12333
TIMES = 2
"""How often each recording is heard."""
ROUNDS = 14

Told = Callable[[str, float], None]
"""What is being done, and the share of it that is done."""


def make(recordings: Sequence[Recording], whisper: Path, weights: Path, told: Told) -> None:
    """Writes the weights. Raises Unavailable, BadRecordings."""
    units = sorted({unit for recording in recordings for unit in pronounced(recording.text)})
    examples = list(_examples(recordings, units, whisper, told))
    rounds = iter(range(1, ROUNDS + 1))
    fitted = fit(examples, len(units), ROUNDS, lambda lost: told(f"fitting, {lost:.1f} nat off", next(rounds) / ROUNDS))
    write(weights, units, fitted)


def _examples(recordings: Sequence[Recording], units: Sequence[str], whisper: Path, told: Told) -> Iterator[Example]:
    numbers = {unit: number for number, unit in enumerate(units, start=1)}
    ear = Ear(WhisperModel(whisper, threads=1), np.random.default_rng(SEED))
    for count, recording in enumerate(recordings):
        told("hearing", count / len(recordings))
        said = tuple(numbers[unit] for unit in pronounced(recording.text))
        yield from (Example(heard, said) for heard in ear.heard(recording, TIMES))


def write(path: Path, units: Sequence[str], weights: Weights) -> None:
    """In half precision: a network of this size loses nothing by it."""
    halves = {name: values.astype(np.float16) for name, values in weights.items()}
    np.savez_compressed(path, allow_pickle=False, units=np.array(units), **halves)
