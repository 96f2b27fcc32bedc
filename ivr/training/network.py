"""The network of `ivr/speech/engines/network.py`, forward and backward, several utterances at once."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ivr.speech.engines.network import STEPS, Floats, along_time

HIDDEN = 96
WIDTH = 5
"""Places that a convolution sees."""
DROPPED = 0.3
"""The share of hidden values that are left out at each step, so that none is relied on."""

Weights = dict[str, Floats]


@dataclass(frozen=True)
class Kept:
    """Of the way forward, for the way back."""

    given: Floats
    hidden: tuple[Floats, ...]
    """Behind the first layer, and behind each convolution."""
    around: tuple[Floats, ...]
    dropped: Floats


def new_weights(inputs: int, outputs: int, dice: np.random.Generator) -> Weights:
    def layer(*shape: int) -> Floats:
        return np.asarray(dice.normal(size=shape) * np.sqrt(2 / np.prod(shape[:-1])), dtype=np.float32)

    weights = {"hidden": layer(inputs, HIDDEN), "bias": np.zeros(HIDDEN, dtype=np.float32)}
    for number in range(len(STEPS)):
        weights[f"around{number}"] = layer(WIDTH, HIDDEN, HIDDEN) * np.float32(0.5)
        weights[f"around{number}_bias"] = np.zeros(HIDDEN, dtype=np.float32)
    return weights | {"output": layer(HIDDEN, outputs), "output_bias": np.zeros(outputs, dtype=np.float32)}


def forward(
    weights: Weights, given: Floats, there: npt.NDArray[np.bool_], dice: np.random.Generator
) -> tuple[Floats, Kept]:
    """Log probabilities by utterance, time and unit; `there` tells which frames are filled."""
    keep = (dice.random((len(given), 1, HIDDEN)) >= DROPPED).astype(np.float32) / np.float32(1 - DROPPED)
    filled = there[:, :, None].astype(np.float32)
    hidden = [np.maximum(given @ weights["hidden"] + weights["bias"], 0) * (keep * filled)]
    around = []
    for number, step in enumerate(STEPS):
        seen = along_time(hidden[-1], weights[f"around{number}"], step) + weights[f"around{number}_bias"]
        around.append(np.maximum(seen, 0) * filled)
        hidden.append(hidden[-1] + around[-1])
    output = hidden[-1] @ weights["output"] + weights["output_bias"]
    output -= np.logaddexp.reduce(output, axis=2, keepdims=True)
    return output, Kept(given, tuple(hidden), tuple(around), keep)


def backward(weights: Weights, kept: Kept, slope: Floats) -> Weights:
    """The slope of each weight, from that of the output before its logarithms were normalised."""
    slopes = {"output": _product(kept.hidden[-1], slope), "output_bias": slope.sum(axis=(0, 1))}
    to_hidden = slope @ weights["output"].T
    for number, step in reversed(list(enumerate(STEPS))):
        to_around = to_hidden * (kept.around[number] > 0)
        slopes[f"around{number}"] = np.stack(
            [_product(shifted, to_around) for shifted in _shifted(kept.hidden[number], step)]
        )
        slopes[f"around{number}_bias"] = to_around.sum(axis=(0, 1))
        back = weights[f"around{number}"][::-1].transpose(0, 2, 1)
        to_hidden = to_hidden + along_time(to_around, back, step)
    to_hidden = to_hidden * kept.dropped * (kept.hidden[0] > 0)
    return slopes | {"hidden": _product(kept.given, to_hidden), "bias": to_hidden.sum(axis=(0, 1))}


def _shifted(values: Floats, step: int) -> list[Floats]:
    reach, times = WIDTH // 2 * step, values.shape[1]
    padded = np.pad(values, ((0, 0), (reach, reach), (0, 0)))
    return [padded[:, at * step : at * step + times] for at in range(WIDTH)]


def _product(before: Floats, behind: Floats) -> Floats:
    return before.reshape(-1, before.shape[-1]).T @ behind.reshape(-1, behind.shape[-1])
