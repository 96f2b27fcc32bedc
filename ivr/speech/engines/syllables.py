"""What was pronounced, whatever it means: for every 40 ms how likely each initial and each final with its tone is.

Whisper's decoder writes what people would write: of digits in a row it loses some and repeats others. This one only hears.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from pypinyin import Style, lazy_pinyin

from ivr.speech.engines.network import Network

WEIGHTS = Path(__file__).with_name("syllables.npz")


class Syllables(Network):
    """Loads in milliseconds."""

    def __init__(self) -> None:
        super().__init__(WEIGHTS)

    def units(self, text: str) -> tuple[int, ...]:
        """How the text is pronounced; a unit that the network does not know is left out."""
        return tuple(self.numbers[unit] for unit in pronounced(text) if unit in self.numbers)


def pronounced(text: str) -> Iterable[str]:
    """The initials and finals of Chinese words, whatever stands between them."""
    words = re.sub(r"\W", "", text)
    initials = lazy_pinyin(words, style=Style.INITIALS, strict=False)
    finals = lazy_pinyin(words, style=Style.FINALS_TONE3, strict=False, neutral_tone_with_five=True)
    return (unit for syllable in zip(initials, finals, strict=True) for unit in syllable if unit)
