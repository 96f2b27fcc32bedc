"""What kind of demo is wanted, and when there can be none."""

from dataclasses import dataclass
from datetime import date

from ivr.benefits.demo.people import MOST_PEOPLE
from ivr.mendable import Mendable

MOST_SEED = 2**31 - 1


class DemoRefused(Mendable):
    """The demo can't be made or read; the message says where, why, and what to do."""


@dataclass(frozen=True)
class Demo:
    """From these the same people come every time."""

    people: int
    seed: int
    as_of: date
    """The data date."""

    def __post_init__(self) -> None:
        """Raises DemoRefused."""
        if not 1 <= self.people <= MOST_PEOPLE:
            raise DemoRefused(f"{self.people} people can't be made; write a number from 1 to {MOST_PEOPLE}")
        if not 0 <= self.seed <= MOST_SEED:
            raise DemoRefused(f"the seed can't be {self.seed}; write a number from 0 to {MOST_SEED}")
