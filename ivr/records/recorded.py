"""Calls with what their callers chose, as the log has it: to be had once more in other menus."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select

from ivr.database import transaction
from ivr.records.models import Call, Input, Step

AT_ONCE = 500
"""Calls that are read at a time."""


@dataclass(frozen=True)
class Chosen:
    """A step of a call: digits of numbers are not in it."""

    node: str
    input: Input
    outcome: str
    milliseconds: int
    pressed: str
    heard: str


@dataclass(frozen=True)
class Recorded:
    id: str
    began: datetime
    version: str
    steps: tuple[Chosen, ...]


def recorded(engine: Engine, since: datetime, until: datetime, most: int) -> Iterator[Recorded]:
    """The calls that began from then until then and are over, the last `most` of them. Raises DatabaseUnavailable."""
    wanted = (
        select(Call.id, Call.started_at, Call.tree_version)
        .where(Call.started_at >= since, Call.started_at < until, Call.outcome.is_not(None))
        .order_by(Call.started_at.desc())
        .limit(most)
    )
    with transaction(engine) as connection:
        calls = connection.execute(wanted).all()
    for begin in range(0, len(calls), AT_ONCE):
        some = calls[begin : begin + AT_ONCE]
        steps = _steps(engine, [call.id for call in some])
        yield from (Recorded(call.id, call.started_at, call.tree_version, tuple(steps[call.id])) for call in some)


def _steps(engine: Engine, calls: list[str]) -> dict[str, list[Chosen]]:
    columns = (Step.call_id, Step.node, Step.input, Step.outcome, Step.milliseconds, Step.pressed, Step.heard)
    wanted = select(*columns).where(Step.call_id.in_(calls)).order_by(Step.call_id, Step.n)
    found: dict[str, list[Chosen]] = defaultdict(list)
    with transaction(engine) as connection:
        for row in connection.execute(wanted):
            chosen = Chosen(row.node, row.input, row.outcome, row.milliseconds, row.pressed or "", row.heard or "")
            found[row.call_id].append(chosen)
    return found
