"""What was pronounced, whatever it means: for every 20 ms how likely each initial and each final with its tone is.

A small network on Whisper's encoder, learnt from the renderings of our own prompts; `ivr train` learns such a one. Whisper's
decoder writes what people would write: of digits in a row it loses some and repeats others. This one only hears.
"""

import re
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pypinyin import Style, lazy_pinyin

Floats = npt.NDArray[np.float32]

WEIGHTS = Path(__file__).with_name("syllables.npz")
NOTHING = 0
"""The unit of silence, and of what only goes on."""


class Syllables:
    """Loads in milliseconds."""

    def __init__(self) -> None:
        with np.load(WEIGHTS) as weights:
            self._weights = {name: weights[name].astype(np.float32) for name in weights.files if name != "units"}
            self.numbers = {str(unit): number for number, unit in enumerate(weights["units"], start=1)}
            """Of each unit."""

    def units(self, text: str) -> tuple[int, ...]:
        """How the text is pronounced; a unit that the network does not know is left out."""
        return tuple(self.numbers[unit] for unit in pronounced(text) if unit in self.numbers)

    def hear(self, encoded: Floats) -> Floats:
        """Log probabilities by time and unit, from the encoder's output by time."""
        weights = self._weights
        normal = (encoded - weights["mean"]) / weights["deviation"]
        hidden = np.maximum(normal @ weights["hidden"] + weights["hidden_bias"], 0)
        hidden += np.maximum(_along_time(hidden, weights["around"]) + weights["around_bias"], 0)
        output = hidden @ weights["output"] + weights["output_bias"]
        return np.asarray(output - np.logaddexp.reduce(output, axis=1, keepdims=True), dtype=np.float32)


def _along_time(values: Floats, kernel: Floats) -> Floats:
    """A convolution."""
    width = len(kernel)
    padded = np.pad(values, ((width // 2, width // 2), (0, 0)))
    shifted = np.stack([padded[at : at + len(values)] @ kernel[at] for at in range(width)])
    return np.asarray(shifted.sum(axis=0), dtype=np.float32)


def pronounced(text: str) -> Iterable[str]:
    """The initials and finals of Chinese words, whatever stands between them."""
    words = re.sub(r"\W", "", text)
    initials = lazy_pinyin(words, style=Style.INITIALS, strict=False)
    finals = lazy_pinyin(words, style=Style.FINALS_TONE3, strict=False, neutral_tone_with_five=True)
    return (unit for syllable in zip(initials, finals, strict=True) for unit in syllable if unit)
