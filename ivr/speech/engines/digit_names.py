"""Which names of digits were said: for every 40 ms how likely each is, and that it is some other syllable."""

from collections.abc import Iterable
from pathlib import Path

from ivr.speech.engines.network import Network
from ivr.spoken.heard_digits import DIGIT_WORDS, X_WORDS

WEIGHTS = Path(__file__).with_name("digits.npz")
NAMES = {word: DIGIT_WORDS[word] for word in "零洞一幺二两三四五六七拐八九勾"}
X_NAMES = dict.fromkeys(X_WORDS, "X")
OTHER = "*"
"""A syllable of no digit's name."""
UNITS = (OTHER, *NAMES, *dict.fromkeys("".join(X_NAMES)))


class DigitNames(Network):
    """Loads in milliseconds."""

    def __init__(self) -> None:
        super().__init__(WEIGHTS)

    def units(self, text: str) -> tuple[int, ...]:
        return tuple(self.numbers[unit] for unit in named(text))


def named(text: str) -> Iterable[str]:
    """A unit for each syllable."""
    return (syllable if syllable in UNITS else OTHER for syllable in text if syllable.isalpha())
