"""What was pronounced, whatever it means: for every 40 ms how likely each initial and each final with its tone is.

Whisper's decoder writes what people would write: of digits in a row it loses some and repeats others. These only hear: two
networks, learnt alike from different beginnings. Which words one alone mishears is a matter of where it began.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from pypinyin import Style, lazy_pinyin

from ivr.speech.engines.network import Floats, Network

WEIGHTS = Path(__file__).with_name("syllables.npz")
NETWORKS = 2


class Syllables:
    """Loads in milliseconds."""

    def __init__(self) -> None:
        self._networks = [Network(WEIGHTS, number) for number in range(NETWORKS)]
        self.numbers = self._networks[0].numbers
        """Of each unit."""

    def units(self, text: str) -> tuple[int, ...]:
        """How the text is pronounced; a unit that the networks do not know is left out."""
        return tuple(self.numbers[unit] for unit in pronounced(text) if unit in self.numbers)

    def hear(self, encoded: Floats) -> list[Floats]:
        """Of each network the log probabilities by time and unit, from the encoder's output by time."""
        return [network.hear(encoded) for network in self._networks]


def pronounced(text: str) -> Iterable[str]:
    """The initials and finals of Chinese words, whatever stands between them."""
    words = re.sub(r"\W", "", text)
    initials = lazy_pinyin(words, style=Style.INITIALS, strict=False)
    finals = lazy_pinyin(words, style=Style.FINALS_TONE3, strict=False, neutral_tone_with_five=True)
    return (unit for syllable in zip(initials, finals, strict=True) for unit in syllable if unit)
