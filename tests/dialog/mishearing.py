"""A recogniser that mishears digits in numbers of people there could be: seeded, with lists of readings like a real one's.

How much likelier the right digit is heard than one that sounds like it is drawn from a normal distribution, as wide as makes
the scores honest: a reading that is 2 nat worse is the right one seven times less often.
"""

import datetime as dt
from dataclasses import dataclass
from heapq import nlargest
from itertools import pairwise
from random import Random
from statistics import NormalDist

from pydantic import SecretStr

from ivr.spoken.question import Alternative

TODAY = dt.date(2026, 11, 24)
LISTED = 8
_SOUNDS_LIKE = {
    "0": "6", "1": "7", "2": "8", "3": "4", "4": "3", "5": "2", "6": "90", "7": "1", "8": "2", "9": "6", "X": "4",
}  # fmt: skip


@dataclass(frozen=True)
class Recogniser:
    wrong: float
    """How often a digit is heard as another one."""
    dice: Random
    deaf: float = 0.0
    """How often a digit is heard as any other and the right one is not listed at all."""
    boast: float = 1.0
    """How many times as sure of itself as it should be."""

    def hear(self, digits: str) -> tuple[Alternative, ...]:
        readings = {"": 0.0}
        for digit in digits:
            readings = dict(nlargest(LISTED, self._longer(readings, self._one(digit)), key=lambda item: item[1]))
        return tuple(Alternative(SecretStr(reading), score) for reading, score in readings.items())

    def _one(self, digit: str) -> dict[str, float]:
        if self.dice.random() < self.deaf:
            return {self.dice.choice("0123456789".replace(digit, "")): 0.0}
        likely = -NormalDist().inv_cdf(self.wrong)
        leads = {other: self.dice.gauss(2 * likely**2, 2 * likely) for other in _SOUNDS_LIKE[digit]}
        return {digit: 0.0} | {other: -self.boast * lead for other, lead in leads.items()}

    @staticmethod
    def _longer(readings: dict[str, float], digit: dict[str, float]) -> list[tuple[str, float]]:
        return [(before + one, score + more) for before, score in readings.items() for one, more in digit.items()]


def cut(number: str, lengths: tuple[int, ...]) -> list[str]:
    ends = [sum(lengths[:count]) for count in range(len(lengths) + 1)]
    return [number[start:end] for start, end in pairwise(ends)]
