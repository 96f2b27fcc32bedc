"""A report: the sums of some days, and what can be read off them. Every figure is of the same calls."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple, TypeVar

from ivr.records.models import Outcome
from ivr.records.reports.course import Course
from ivr.records.reports.models import ENTRY

LONGEST_DAYS = 366
Key = TypeVar("Key", bound=Hashable)
Row = TypeVar("Row")


class BadRange(ValueError):
    """These days can't be reported on; the message says what to write instead."""


@dataclass(frozen=True)
class Wanted:
    """Days of the office's calendar, both included. What is not set doesn't narrow. Raises BadRange."""

    first: date
    last: date
    tree_version: str = ""
    spoke: bool | None = None
    """Only callers who said something, or only those who used nothing but keys."""

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise BadRange("the first day must not be behind the last one")
        if self.days > LONGEST_DAYS:
            raise BadRange(f"a report covers {LONGEST_DAYS} days at most")

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


class CallsCounted(NamedTuple):
    day: date
    hour: int
    outcome: str
    """`Course.OPEN` while the call runs."""
    course: str
    calls: int
    answered: int
    in_time: int


class StepsCounted(NamedTuple):
    node: str
    input: str
    outcome: str
    steps: int
    milliseconds: int
    late: int


class WayCounted(NamedTuple):
    origin: str
    target: str
    times: int


@dataclass(frozen=True)
class Share:
    part: int
    whole: int

    @property
    def ratio(self) -> float | None:
        """None of nothing."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True)
class Visits:
    """What callers did in the nodes."""

    wanted: Wanted
    steps: tuple[StepsCounted, ...]
    ways: tuple[WayCounted, ...]
    reached: Mapping[str, int]
    """Calls by the nodes that they have been to."""
    tree_versions: tuple[str, ...]
    """All that calls of these days used."""
    waiting: int
    """Calls that are over and not in the sums yet, when they are too many to be counted for one look."""

    @cached_property
    def step_outcomes(self) -> Counter[str]:
        return counted((row.outcome, row.steps) for row in self.steps)

    @cached_property
    def inputs(self) -> Counter[str]:
        return counted((row.input, row.steps) for row in self.steps)

    @property
    def entered(self) -> int:
        """All calls: each comes in once."""
        return sum(way.times for way in self.went_from(ENTRY))

    def steps_in(self, node: str) -> list[StepsCounted]:
        return self._steps_by_node[node]

    def came_to(self, node: str) -> list[WayCounted]:
        """Whence, the commonest first."""
        return self._ways_by_target[node]

    def went_from(self, node: str) -> list[WayCounted]:
        """Where to, the commonest first."""
        return self._ways_by_origin[node]

    @cached_property
    def _steps_by_node(self) -> Mapping[str, list[StepsCounted]]:
        return _grouped(self.steps, lambda row: row.node)

    @cached_property
    def _ways_by_target(self) -> Mapping[str, list[WayCounted]]:
        return _grouped(self._often_first, lambda way: way.target)

    @cached_property
    def _ways_by_origin(self) -> Mapping[str, list[WayCounted]]:
        return _grouped(self._often_first, lambda way: way.origin)

    @cached_property
    def _often_first(self) -> list[WayCounted]:
        return sorted(self.ways, key=lambda way: (-way.times, way.origin, way.target))


@dataclass(frozen=True)
class Report(Visits):
    """That, and what became of the calls: theirs are by far the most rows."""

    calls: tuple[CallsCounted, ...]

    @cached_property
    def total(self) -> int:
        return sum(row.calls for row in self.calls)

    @cached_property
    def outcomes(self) -> Counter[str]:
        return counted((row.outcome, row.calls) for row in self.calls)

    @cached_property
    def courses(self) -> Counter[str]:
        return counted((row.course, row.calls) for row in self.calls)

    @property
    def over(self) -> int:
        return self.total - self.outcomes[Course.OPEN]

    @property
    def answered(self) -> int:
        return sum(row.answered for row in self.calls)

    @property
    def in_time(self) -> int:
        return sum(row.in_time for row in self.calls)

    def ended(self, *outcomes: Outcome) -> Share:
        """The calls that ended so, of those that are over."""
        return Share(sum(self.outcomes[outcome] for outcome in outcomes), self.over)

    def went(self, course: Course) -> Share:
        return Share(self.courses[course], self.over)

    def worst_24_hours(self) -> Share:
        """The 24 hours in a row in which the smallest share of the calls was answered, of those with calls."""
        answered, calls = (_of_24_hours(amounts, 24 * self.wanted.days) for amounts in self._by_hour)
        shares = [Share(*share) for share in zip(answered, calls, strict=True) if share[1]]
        return min(shares, key=lambda share: share.ratio or 0.0, default=Share(0, 0))

    @property
    def _by_hour(self) -> tuple[Counter[int], Counter[int]]:
        """Answered and all calls, by the hours since the first day began."""
        answered, calls = Counter[int](), Counter[int]()
        for row in self.calls:
            hour = 24 * (row.day - self.wanted.first).days + row.hour
            answered[hour] += row.answered
            calls[hour] += row.calls
        return answered, calls


def _of_24_hours(amounts: Counter[int], hours: int) -> list[int]:
    """The sums of hours 0 to 23, 1 to 24 and so on."""
    until = list(accumulate((amounts[hour] for hour in range(hours)), initial=0))
    return [until[first + 24] - until[first] for first in range(hours - 23)]


def counted(amounts: Iterable[tuple[Key, int]]) -> Counter[Key]:
    sums = Counter[Key]()
    for key, amount in amounts:
        sums[key] += amount
    return sums


def _grouped(rows: Iterable[Row], by: Callable[[Row], str]) -> Mapping[str, list[Row]]:
    groups = defaultdict[str, list[Row]](list)
    for row in rows:
        groups[by(row)].append(row)
    return groups
