"""A small network on Whisper's encoder that hears: at each time, how likely each of its units is.

Weights come from `ivr train`. A layer, then convolutions beside it that look further and further around.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

NOTHING = 0
"""The unit of silence, and of what only goes on."""
STEPS = (1, 4)
"""Frames between what each convolution sees."""


class Network:
    """Loads in milliseconds."""

    def __init__(self, file: Path, number: int = 0) -> None:
        """`number` tells which of the networks in the file."""
        with np.load(file) as weights:
            names = ("mean", "deviation", "hidden", "bias", *_around(), "output", "output_bias")
            self._weights = {name: weights[stored(name, number)].astype(np.float32) for name in names}
            self.numbers = {str(unit): number for number, unit in enumerate(weights["units"], start=1)}
            """Of each unit."""

    def hear(self, encoded: Floats) -> Floats:
        """Log probabilities by time and unit, from the encoder's output by time."""
        weights = self._weights
        frames = together(encoded, len(weights["mean"]) // encoded.shape[1])
        hidden = np.maximum((frames - weights["mean"]) / weights["deviation"] @ weights["hidden"] + weights["bias"], 0)
        for number, step in enumerate(STEPS):
            around = along_time(hidden, weights[f"around{number}"], step) + weights[f"around{number}_bias"]
            hidden += np.maximum(around, 0)
        output = hidden @ weights["output"] + weights["output_bias"]
        return np.asarray(output - np.logaddexp.reduce(output, axis=-1, keepdims=True), dtype=np.float32)


def stored(name: str, number: int) -> str:
    """What an array of a network is called in a file of several."""
    return f"{number}.{name}" if number else name


def _around() -> Iterator[str]:
    return (f"around{step}{part}" for step in range(len(STEPS)) for part in ("", "_bias"))


def together(encoded: npt.NDArray[np.floating], frames: int) -> npt.NDArray[np.floating]:
    """So many frames as one; what is left at the end is silence."""
    whole = encoded[: len(encoded) // frames * frames]
    return whole.reshape(-1, frames * encoded.shape[1])


def along_time(values: Floats, kernel: Floats, step: int) -> Floats:
    """A convolution over the last axis but one."""
    times, reach = values.shape[-2], len(kernel) // 2 * step
    padded = np.pad(values, [*[(0, 0)] * (values.ndim - 2), (reach, reach), (0, 0)])
    around = [padded[..., at * step : at * step + times, :] @ part for at, part in enumerate(kernel)]
    return np.asarray(sum(around), dtype=np.float32)
