"""Fits the network to what was heard: Adam (Kingma and Ba 2015), its steps getting smaller as a cosine does."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ivr.speech.engines.network import Floats, together
from ivr.training import ctc, network
from ivr.training.network import Weights

AT_ONCE = 12
LONGEST_STEP = 3e-3
STEEPEST = 5.0
SAMPLED = 8
"""Every eighth frame tells in which directions the sound varies."""
DIRECTIONS = 160
NOISE = 0.5
"""Added to what is heard, of its own deviation: by the frame, and by the utterance. Without it a digit that a stranger draws
out was taken for another: of 36 segments 20 were right, with it 34."""

_FIRST, _SECOND, _TINY = 0.9, 0.98, 1e-8


@dataclass(frozen=True)
class Example:
    """One utterance: the encoder's output by time, and its units."""

    heard: npt.NDArray[np.float16]
    units: tuple[int, ...]


@dataclass(frozen=True)
class Amounts:
    units: int
    frames: int
    """So many of the encoder's are taken as one."""
    rounds: int


def fit(heard: Sequence[Example], amounts: Amounts, seed: int, told: Callable[[float], None]) -> Weights:
    """`told` is given the mean loss of each round."""
    dice = np.random.default_rng(seed)
    examples = [Example(together(example.heard, amounts.frames), example.units) for example in heard]
    view = _view(examples)
    narrow = [Example(view.of(example.heard), example.units) for example in examples]
    weights = network.new_weights(view.basis.shape[1], amounts.units + 1, dice)
    adam = _Adam(weights, amounts.rounds * -(-len(narrow) // AT_ONCE))
    for _ in range(amounts.rounds):
        losses = [adam.step(*_slopes(weights, batch, dice)) for batch in _batches(narrow, dice)]
        told(float(np.mean(losses)))
    return weights | {"hidden": view.basis @ weights["hidden"], "mean": view.mean, "deviation": view.deviation}


@dataclass(frozen=True)
class _View:
    """The encoder's output by the directions in which it varies the most, as much in each: half the work, and fewer rounds."""

    mean: Floats
    deviation: Floats
    basis: Floats

    def of(self, heard: npt.NDArray[np.float16]) -> npt.NDArray[np.float16]:
        return np.asarray(((heard - self.mean) / self.deviation) @ self.basis, dtype=np.float16)


def _view(examples: Sequence[Example]) -> _View:
    sample = np.concatenate([example.heard[::SAMPLED] for example in examples]).astype(np.float32)
    mean, deviation = sample.mean(axis=0), sample.std(axis=0)
    normal = (sample - mean) / deviation
    values, vectors = np.linalg.eigh(normal.T @ normal / len(normal))
    basis: Floats = (vectors[:, -DIRECTIONS:] / np.sqrt(values[-DIRECTIONS:] + _TINY)).astype(np.float32)
    return _View(mean, deviation, basis)


def _batches(examples: Sequence[Example], dice: np.random.Generator) -> Iterator[list[Example]]:
    """Utterances that are about as long side by side, in any order."""
    order = sorted(dice.permutation(len(examples)), key=lambda place: len(examples[place].heard))
    firsts = dice.permutation(range(0, len(order), AT_ONCE))
    yield from ([examples[place] for place in order[first : first + AT_ONCE]] for first in firsts)


def _slopes(weights: Weights, batch: Sequence[Example], dice: np.random.Generator) -> tuple[float, Weights]:
    frames = np.array([len(example.heard) for example in batch])
    there = np.arange(frames.max()) < frames[:, None]
    given = np.zeros((*there.shape, len(weights["hidden"])), dtype=np.float32)
    for row, example in zip(given, batch, strict=True):
        row[: len(example.heard)] = example.heard
    given += NOISE * (
        dice.standard_normal(given.shape, np.float32) + dice.standard_normal(given[:, :1].shape, np.float32)
    )
    sound, kept = network.forward(weights, given, there, dice)
    lost, share = ctc.loss(sound, frames, ctc.targets([example.units for example in batch]))
    slope = np.asarray((np.exp(sound) - share) * there[:, :, None] / len(batch), dtype=np.float32)
    return lost, network.backward(weights, kept, slope)


class _Adam:
    def __init__(self, weights: Weights, steps: int) -> None:
        self._weights, self._steps, self._done = weights, steps, 0
        self._mean = {name: np.zeros_like(values) for name, values in weights.items()}
        self._square = {name: np.zeros_like(values) for name, values in weights.items()}

    def step(self, lost: float, slopes: Weights) -> float:
        """Changes the weights in place; the loss comes back."""
        self._done += 1
        steep = math.sqrt(sum(float((slope**2).sum()) for slope in slopes.values()))
        scale = min(1.0, STEEPEST / (steep + _TINY))
        length = LONGEST_STEP * 0.5 * (1 + math.cos(math.pi * self._done / self._steps))
        for name, slope in slopes.items():
            self._mean[name] += (1 - _FIRST) * (scale * slope - self._mean[name])
            self._square[name] += (1 - _SECOND) * ((scale * slope) ** 2 - self._square[name])
            mean = self._mean[name] / (1 - _FIRST**self._done)
            square = self._square[name] / (1 - _SECOND**self._done)
            self._weights[name] -= length * mean / (np.sqrt(square) + _TINY)
        return lost
