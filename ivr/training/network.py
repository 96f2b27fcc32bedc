"""The network of `ivr/speech/engines/syllables.py`, forward and backward: a layer, a convolution beside it, an output."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ivr.speech.engines.syllables import Floats

HIDDEN = 160
AROUND = 3
"""Frames that the convolution sees."""
DROPPED = 0.2
"""The share of hidden values that are left out at each step, so that none is relied on."""

Weights = dict[str, Floats]


@dataclass(frozen=True)
class Kept:
    """Of the way forward, for the way back."""

    given: Floats
    hidden: Floats
    around: Floats
    output: Floats
    dropped: Floats


def new_weights(inputs: int, outputs: int, dice: np.random.Generator) -> Weights:
    def layer(*shape: int) -> Floats:
        return np.asarray(dice.normal(size=shape) * np.sqrt(2 / np.prod(shape[:-1])), dtype=np.float32)

    return {
        "hidden": layer(inputs, HIDDEN),
        "hidden_bias": np.zeros(HIDDEN, dtype=np.float32),
        "around": layer(AROUND, HIDDEN, HIDDEN) * np.float32(0.5),
        "around_bias": np.zeros(HIDDEN, dtype=np.float32),
        "output": layer(HIDDEN, outputs),
        "output_bias": np.zeros(outputs, dtype=np.float32),
    }


def forward(
    weights: Weights, given: Floats, there: npt.NDArray[np.bool_], dice: np.random.Generator
) -> tuple[Floats, Kept]:
    """Log probabilities by utterance, time and unit; `there` tells which frames are filled."""
    keep = (dice.random((len(given), 1, HIDDEN)) >= DROPPED).astype(np.float32) / np.float32(1 - DROPPED)
    dropped = keep * there[:, :, None]
    hidden = np.maximum(given @ weights["hidden"] + weights["hidden_bias"], 0) * dropped
    around = np.maximum(_along_time(hidden, weights["around"]) + weights["around_bias"], 0)
    output = (hidden + around) @ weights["output"] + weights["output_bias"]
    output -= np.logaddexp.reduce(output, axis=2, keepdims=True)
    return output, Kept(given, hidden, around, output, dropped)


def backward(weights: Weights, kept: Kept, slope: Floats) -> Weights:
    """The slope of each weight, from that of the output before its logarithms were normalised."""
    both = kept.hidden + kept.around
    to_both = slope @ weights["output"].T
    to_around = to_both * (kept.around > 0)
    to_hidden = to_both + _along_time(to_around, weights["around"][::-1].transpose(0, 2, 1))
    to_hidden *= kept.dropped * (kept.hidden > 0)
    return {
        "hidden": _product(kept.given, to_hidden),
        "hidden_bias": to_hidden.sum(axis=(0, 1)),
        "around": np.stack([_product(shifted, to_around) for shifted in _shifted(kept.hidden, AROUND)]),
        "around_bias": to_around.sum(axis=(0, 1)),
        "output": _product(both, slope),
        "output_bias": slope.sum(axis=(0, 1)),
    }


def _along_time(values: Floats, kernel: Floats) -> Floats:
    shifted = zip(_shifted(values, len(kernel)), kernel, strict=True)
    return np.asarray(sum(part @ weights for part, weights in shifted), dtype=np.float32)


def _shifted(values: Floats, width: int) -> list[Floats]:
    padded = np.pad(values, ((0, 0), (width // 2, width // 2), (0, 0)))
    return [padded[:, at : at + values.shape[1]] for at in range(width)]


def _product(before: Floats, behind: Floats) -> Floats:
    return before.reshape(-1, before.shape[-1]).T @ behind.reshape(-1, behind.shape[-1])
