"""What the training's speakers say: digits as callers group them, and words of every sound, some in one breath."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import jieba

from ivr.speech.install import SPEAKERS

SEED = 12333
VOICES = tuple(SPEAKERS)
DIGIT_BREATHS = 16
WORD_BREATHS = 14
"""For each voice, about 5 s each."""
SPEEDS = (0.75, 1.15)
_GROUPS = (3, 4, 4, 6)
_GROUPED = 12
_NAMES = "零零洞一幺幺幺二二两三三四四五五六六七七拐八八九九勾"
"""幺 and 零 are said the most, the names of the radio seldom."""
_X_NAMES = ("叉", "艾克斯")
_X_EVERY = 4
_WORDS = 6
_COMMON = 12_000
"""So many of the commonest words of jieba's list."""


@dataclass(frozen=True)
class Line:
    """What one voice says in one breath."""

    voice: str
    speed: float
    text: str


def lines(phrases: Sequence[str]) -> Iterator[Line]:
    """`phrases` are those of the menus; each is said by somebody."""
    dice = Random(SEED)  # noqa: S311  # not for secrets
    words = [*phrases, *dice.sample(_common(), max(0, len(VOICES) * WORD_BREATHS * _WORDS - len(phrases)))]
    dice.shuffle(words)
    for breath in range(DIGIT_BREATHS):
        for voice in VOICES:
            yield Line(voice, _speed(dice), _digits(dice, x=breath % _X_EVERY == 0))
    for count, first in enumerate(range(0, len(words), _WORDS)):
        yield Line(VOICES[count % len(VOICES)], _speed(dice), "，".join(words[first : first + _WORDS]) + "。")


def _speed(dice: Random) -> float:
    return round(dice.uniform(*SPEEDS), 2)


def _digits(dice: Random, *, x: bool) -> str:
    groups: list[str] = []
    while sum(map(len, groups)) < _GROUPED:
        groups.append("".join(dice.choices(_NAMES, k=dice.choice(_GROUPS))))
    return "，".join(groups) + (dice.choice(_X_NAMES) if x else "") + "。"


def _common() -> list[str]:
    """Words of two to four characters."""
    listed = (
        line.split() for line in Path(jieba.__file__).with_name("dict.txt").read_text(encoding="utf-8").splitlines()
    )
    words = [
        (int(count), word)
        for word, count, *_ in listed
        if 2 <= len(word) <= 4 and "一" <= min(word) <= max(word) <= "鿿"
    ]
    return [word for _, word in sorted(words, reverse=True)[:_COMMON]]
