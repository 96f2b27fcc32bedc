"""Which names of digits were said: for every 40 ms how likely each is, and that it is some other syllable.

Four networks, learnt alike from different beginnings, hear the same sound: of a stranger the one mishears what the others seldom
do.
"""

from collections.abc import Iterable
from pathlib import Path

from ivr.speech.engines.network import Floats, Network
from ivr.spoken.heard_digits import DIGIT_WORDS, X_WORDS

WEIGHTS = Path(__file__).with_name("digits.npz")
NETWORKS = 4
NAMES = {word: DIGIT_WORDS[word] for word in "零洞一幺二两三四五六七拐八九勾"}
X_NAMES = dict.fromkeys(X_WORDS, "X")
OTHER = "*"
"""A syllable of no digit's name."""
UNITS = (OTHER, *NAMES, *dict.fromkeys("".join(X_NAMES)))


class DigitNames:
    """Loads in milliseconds."""

    def __init__(self) -> None:
        self._networks = [Network(WEIGHTS, number) for number in range(NETWORKS)]

    def units(self, text: str) -> tuple[int, ...]:
        return tuple(self._networks[0].numbers[unit] for unit in named(text))

    def hear(self, encoded: Floats) -> list[Floats]:
        """Of each network the log probabilities by time and unit, from the encoder's output by time."""
        return [network.hear(encoded) for network in self._networks]


def named(text: str) -> Iterable[str]:
    """A unit for each syllable."""
    return (syllable if syllable in UNITS else OTHER for syllable in text if syllable.isalpha())
