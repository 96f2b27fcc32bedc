"""Fills a call log with days of calls, as many in each hour as an office has, without having to wait for them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, insert

from ivr.bench.reports.patterns import Pattern
from ivr.database import transaction
from ivr.records.models import Call, Outcome, Step

AT_ONCE = 5_000
"""Calls in one transaction."""
BY_HOUR = (1, 1, 1, 1, 1, 1, 2, 4, 14, 18, 17, 12, 6, 8, 15, 16, 14, 8, 4, 3, 3, 2, 2, 1)
"""How the calls of a day are spread."""

CALLERS = 300_000
"""Of different numbers."""

Row = Mapping[str, object]


@dataclass(frozen=True)
class Month:
    first: date
    days: int
    calls: int
    tree_versions: tuple[str, ...]
    """One after the other, each for its part of the days."""
    zone: ZoneInfo
    seed: int


def fill(engine: Engine, month: Month, patterns: Sequence[Pattern]) -> Iterator[int]:
    """Gives how many calls there are so far."""
    dice = Random(month.seed)  # noqa: S311
    for begin in range(0, month.calls, AT_ONCE):
        numbers = range(begin, min(begin + AT_ONCE, month.calls))
        made = [_call(number, month, dice.choice(patterns), dice) for number in numbers]
        with transaction(engine) as connection:
            connection.execute(insert(Call), [call for call, _ in made])
            connection.execute(insert(Step), [step for _, steps in made for step in steps])
        yield numbers.stop


def _call(number: int, month: Month, pattern: Pattern, dice: Random) -> tuple[Row, list[Row]]:
    """With its steps."""
    call_id, day = f"{dice.getrandbits(128):032x}", number * month.days // month.calls
    began = _moment(month, day, dice)
    answered = began + timedelta(seconds=dice.choice((0.1, 0.2, 0.4, 16.0) if dice.random() < 0.01 else (0.1, 0.2)))
    outcome = Outcome.INTERRUPTED if dice.random() < 0.001 else pattern.outcome
    steps: list[Row] = []
    caller, over = dice.randrange(CALLERS), answered
    tail = f"{caller % 10_000:04}"
    for n, step in enumerate(pattern.steps, start=1):
        over += timedelta(milliseconds=step.milliseconds)
        steps.append(
            {"call_id": call_id, "n": n, "at": over, "node": step.node, "input": step.input}
            | {"outcome": step.outcome, "milliseconds": step.milliseconds}
            | {"pressed": step.noted.key or None, "heard": step.noted.words or None, "score": step.noted.sureness}
        )
    call = {
        "id": call_id,
        "started_at": began,
        "answered_at": answered,
        "ended_at": over,
        "caller_masked": f"*******{tail}",
        "caller_tail": tail,
        "caller_hmac": f"{caller:064x}",
        "tree_version": month.tree_versions[day * len(month.tree_versions) // month.days],
        "instance": "bench",
        "outcome": outcome,
    }
    return call, steps


def _moment(month: Month, day: int, dice: Random) -> datetime:
    (hour,) = dice.choices(range(24), BY_HOUR)
    at = time(hour, dice.randrange(60), dice.randrange(60), dice.randrange(1_000_000), month.zone)
    return datetime.combine(month.first + timedelta(days=day), at)
