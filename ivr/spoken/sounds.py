"""How Chinese words sound on a telephone: syllables without tones, and without what many speakers and every line mix up."""

from pypinyin import Style, lazy_pinyin
from rapidfuzz import fuzz

Sound = tuple[str, str]
"""A syllable: how it begins and how it ends."""

_MIXED_UP = {"zh": "z", "ch": "c", "sh": "s", "n": "l", "f": "h"}


def sounds(text: str) -> tuple[Sound, ...]:
    """The syllables, those that are easily mixed up being the same: zh and z, n and l, an and ang."""
    beginnings = lazy_pinyin(text, style=Style.INITIALS, strict=False, errors="ignore")
    endings = lazy_pinyin(text, style=Style.FINALS, strict=False, errors="ignore")
    return tuple(
        (_MIXED_UP.get(beginning, beginning), ending[:-1] if ending.endswith("ng") else ending)
        for beginning, ending in zip(beginnings, endings, strict=True)
    )


def contained(phrase: tuple[Sound, ...], said: tuple[Sound, ...]) -> float:
    """How much of the phrase is somewhere in what was said, from 0 to 1; half a syllable counts."""
    wanted, heard = _halves(phrase), _halves(said)
    alike = fuzz.partial_ratio if len(wanted) <= len(heard) else fuzz.ratio
    return alike(wanted, heard) / 100


def _halves(said: tuple[Sound, ...]) -> list[str]:
    return [half for sound in said for half in sound]
