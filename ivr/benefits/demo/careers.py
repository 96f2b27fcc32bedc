"""How long somebody has been paying in, and on what base."""

from dataclasses import dataclass
from datetime import date

from ivr.benefits.demo.months import number
from ivr.benefits.demo.people import Person, Sex, Status
from ivr.benefits.demo.showing import IN_ARREARS, UNEMPLOYED, happens

PERSONAL_PERCENT = 8
"""Of the base: the person's own part of the pension contribution."""
PENSION_AGES = {Sex.MALE: 60, Sex.FEMALE: 55}


@dataclass(frozen=True, slots=True)
class Career:
    first: int
    """Months as `months.number`."""
    last: int
    gaps: frozenset[int]
    """Months of the last twelve for which nothing was paid."""
    base: int
    """Yuan, in the insurance year that the data date lies in."""
    july: int
    """When that insurance year began."""

    @property
    def months(self) -> int:
        return self.last - self.first + 1 - len(self.gaps)

    def base_in(self, month: int) -> int:
        return self.base if month >= self.july else round(self.base * 0.95)

    def due_in(self, month: int) -> float:
        """Yuan of the person's own in a month."""
        return self.base_in(month) * PERSONAL_PERCENT / 100

    def recent(self, closed: int) -> list[int]:
        """The paid months among the last twelve that are closed."""
        return [month for month in range(max(self.first, closed - 11), self.last + 1) if month not in self.gaps]


def career(person: Person, as_of: date) -> Career | None:
    """None for who never paid in. The month of the data date isn't closed yet."""
    if person.status is Status.UNINSURED:
        return None
    dice, closed = person.dice, number(as_of) - 1
    first = number(person.born) + dice.randint(18 * 12, 21 * 12)
    last = _last_month(person, closed)
    gaps: frozenset[int] = frozenset()
    if person.status is Status.WORKING and last - first > 12 and happens(person, 0.1, IN_ARREARS):
        gaps = frozenset(dice.sample(range(closed - 10, closed), dice.randint(1, 2)))
    return Career(first, last, gaps, dice.randint(4000, 30000), _july_before(as_of))


def _last_month(person: Person, closed: int) -> int:
    if person.status is Status.WORKING:
        return closed
    if person.status is Status.UNEMPLOYED:
        return closed - (1 if person.index in UNEMPLOYED else person.dice.randint(1, 9))
    return number(person.born) + PENSION_AGES[person.sex] * 12 - 1


def _july_before(as_of: date) -> int:
    return number(date(as_of.year if as_of.month >= 7 else as_of.year - 1, 7, 1))
