"""The call log, read: calls, the newest first, and one call with its steps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Engine, RowMapping, Select, func, select
from sqlalchemy.orm import aliased

from ivr.database import transaction
from ivr.records.models import Call, CallCase, Input, Outcome, Step
from ivr.records.scarce import narrower
from ivr.records.wanted import Place, Wanted, narrowed

AT_ONCE = 500
"""Calls that are read at a time when many are wanted."""


class NoSuchCall(Exception):
    """No call, or more than one, has an id that begins so."""


@dataclass(frozen=True)
class CallSeen:
    id: str
    started_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    caller: str
    person: str | None
    tree_version: str
    instance: str
    outcome: Outcome | None
    """None while the call runs."""
    steps: int


@dataclass(frozen=True)
class StepSeen:
    n: int
    at: datetime
    node: str
    input: Input
    outcome: str
    milliseconds: int
    pressed: str | None
    heard: str | None
    score: float | None


@dataclass(frozen=True)
class Page:
    calls: list[CallSeen]
    next: Place | None
    """Where the next page begins; None on the last one."""


@dataclass(frozen=True)
class CallShown:
    call: CallSeen
    steps: list[StepSeen]
    cases: list[str]
    """The case numbers that it was about, masked."""


def list_calls(engine: Engine, wanted: Wanted) -> Page:
    """Raises DatabaseUnavailable."""
    with transaction(engine) as connection:
        rows = connection.execute(narrowed(_calls(), narrower(connection, wanted))).mappings().all()
    shown = rows[: wanted.limit]
    more = Place(shown[-1]["moment"], shown[-1]["id"]) if len(rows) > len(shown) else None
    return Page([_seen(row) for row in shown], more)


def every_call(engine: Engine, wanted: Wanted) -> Iterator[CallSeen]:
    """As many as `wanted.limit`, read piece by piece. Raises DatabaseUnavailable."""
    return islice(_piece_by_piece(engine, replace(wanted, limit=min(AT_ONCE, wanted.limit))), wanted.limit)


def show_call(engine: Engine, id_prefix: str) -> CallShown:
    """Raises NoSuchCall or DatabaseUnavailable."""
    begins = Call.id.startswith(id_prefix, autoescape=True)
    near = Call.id.between(id_prefix, f"{id_prefix}g")  # ids are hex; by this the database finds them in their order
    found = _rows(engine, _calls().where(near, begins).limit(2))
    if not found:
        raise NoSuchCall("no call has an id that begins so; `ivr calls` lists them")
    if len(found) > 1:
        raise NoSuchCall("more than one call has an id that begins so; give more of it")
    call = _seen(found[0])
    cases = select(CallCase.masked).where(CallCase.call_id == call.id).order_by(CallCase.masked)
    return CallShown(call, _steps(engine, call.id), [row["masked"] for row in _rows(engine, cases)])


def _piece_by_piece(engine: Engine, wanted: Wanted) -> Iterator[CallSeen]:
    page = list_calls(engine, wanted)
    yield from page.calls
    while page.next:
        page = list_calls(engine, replace(wanted, behind=page.next))
        yield from page.calls


def _calls() -> Select[Any]:
    counted = aliased(Step)
    steps = select(func.count()).where(counted.call_id == Call.id).scalar_subquery()
    return select(
        Call.id,
        Call.started_at,
        Call.answered_at,
        Call.ended_at,
        Call.caller_masked.label("caller"),
        Call.person_masked.label("person"),
        Call.tree_version,
        Call.instance,
        Call.outcome,
        steps.label("steps"),
    )


def _steps(engine: Engine, call_id: str) -> list[StepSeen]:
    columns = (getattr(Step, field.name) for field in fields(StepSeen))
    query = select(*columns).where(Step.call_id == call_id).order_by(Step.n)
    return [StepSeen(**row) for row in _rows(engine, query)]


def _rows(engine: Engine, query: Select[Any]) -> Sequence[RowMapping]:
    with transaction(engine) as connection:
        return connection.execute(query).mappings().all()


def _seen(row: RowMapping) -> CallSeen:
    return CallSeen(**{field.name: row[field.name] for field in fields(CallSeen)})
