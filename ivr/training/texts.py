"""What the training's people say: the names of digits one by one, digits as callers group them, and words of every sound."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import jieba

SEED = 12333
PEOPLE = 36
ONE_BY_ONE_SPEEDS = (0.3, 0.9)
"""People who say digits singly draw them out: up to one and a half seconds each."""
SPEEDS = (0.6, 1.15)
AT_ONCE = 9
"""Names in one breath, with a pause behind each."""
_NAMES = (*"零洞一幺二两三四五六七拐八九勾叉", "艾克斯")
_GROUPS = (3, 4, 4, 6)
_ID_GROUPS = (3, 4, 4, 6, 6, 8, 8)
_GROUPED = 12
_OFTEN = "零零洞一幺幺幺二二两三三四四五五六六七七拐八八九九勾"
"""幺 and 零 are said the most, the names of the radio seldom."""
_X_NAMES = ("叉", "艾克斯")
_X_EVERY = 4
_NUMBERS = 10
"""Lines of each further person."""
_WORDS = 576
_WORDS_AT_ONCE = 6
_COMMON = 12_000
"""So many of the commonest words of jieba's list."""


@dataclass(frozen=True)
class Line:
    """What one person says in one breath."""

    person: int
    speed: float
    names: tuple[str, ...] = ()
    """With a pause behind each; each is a recording of its own."""
    text: str = ""


def lines(phrases: Sequence[str]) -> Iterator[Line]:
    """`phrases` are those of the menus; each is said by somebody."""
    dice = Random(SEED)  # noqa: S311  # not for secrets
    words = [*phrases, *dice.sample(_common(), max(0, _WORDS - len(phrases)))]
    dice.shuffle(words)
    for person in range(PEOPLE):
        names = dice.sample(_NAMES, len(_NAMES))
        for some in _batches(names, AT_ONCE):
            yield Line(person, _speed(dice, ONE_BY_ONE_SPEEDS), names=some)
        yield Line(person, _speed(dice, SPEEDS), text=_digits(dice, _GROUPS, x=person % _X_EVERY == 0))
        speed = _speed(dice, SPEEDS)
        for some in _batches(words[person::PEOPLE], _WORDS_AT_ONCE):
            yield Line(person, speed, text="，".join(some) + "。")


def numbers() -> Iterator[Line]:
    """By as many other people, as an ID number is said, with no pause between digits: there each sounds otherwise than alone."""
    dice = Random(SEED)  # noqa: S311  # not for secrets
    for person in range(PEOPLE, 2 * PEOPLE):
        for count in range(_NUMBERS):
            yield Line(person, _speed(dice, SPEEDS), text=_digits(dice, _ID_GROUPS, x=count % _X_EVERY == 0))


def _batches(words: Sequence[str], most: int) -> Iterator[tuple[str, ...]]:
    return (tuple(words[first : first + most]) for first in range(0, len(words), most))


def _speed(dice: Random, speeds: tuple[float, float]) -> float:
    return round(dice.uniform(*speeds), 2)


def _digits(dice: Random, lengths: Sequence[int], *, x: bool) -> str:
    groups: list[str] = []
    while sum(map(len, groups)) < _GROUPED:
        groups.append("".join(dice.choices(_OFTEN, k=dice.choice(lengths))))
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
