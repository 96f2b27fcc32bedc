"""The call log, read: calls, the newest first, and one call with its steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, RowMapping, Select, func, or_, select

from ivr.database import transaction
from ivr.records.models import Call, Input, Outcome, Step


class NoSuchCall(Exception):
    """No call, or more than one, has an id that begins so."""


@dataclass(frozen=True)
class Wanted:
    """Which calls. What is not set doesn't narrow the search."""

    limit: int = 20
    since: datetime | None = None
    outcome: Outcome | None = None
    tail: str = ""
    """The last characters of the caller's or the person's number as it is kept, behind the stars."""
    hmac: str = ""
    """The caller's or the person's whole number, by Pseudonymiser.of."""


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


def list_calls(engine: Engine, wanted: Wanted) -> list[CallSeen]:
    """Raises DatabaseUnavailable."""
    query = _calls().where(*_conditions(wanted)).order_by(Call.started_at.desc(), Call.id).limit(wanted.limit)
    return [_seen(row) for row in _rows(engine, query)]


def show_call(engine: Engine, id_prefix: str) -> tuple[CallSeen, list[StepSeen]]:
    """Raises NoSuchCall or DatabaseUnavailable."""
    found = _rows(engine, _calls().where(Call.id.startswith(id_prefix, autoescape=True)).limit(2))
    if not found:
        raise NoSuchCall("no call has an id that begins so; `ivr calls` lists them")
    if len(found) > 1:
        raise NoSuchCall("more than one call has an id that begins so; give more of it")
    call = _seen(found[0])
    steps = select(Step.n, Step.at, Step.node, Step.input, Step.outcome, Step.milliseconds)
    return call, [StepSeen(**row) for row in _rows(engine, steps.where(Step.call_id == call.id).order_by(Step.n))]


def _calls() -> Select[*tuple[Any, ...]]:
    steps = select(func.count()).where(Step.call_id == Call.id).scalar_subquery()
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


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.since is not None:
        conditions.append(Call.started_at >= wanted.since)
    if wanted.outcome is not None:
        conditions.append(Call.outcome == wanted.outcome)
    if wanted.tail:
        masks = (Call.caller_masked, Call.person_masked)
        conditions.append(or_(*(mask.endswith(wanted.tail, autoescape=True) for mask in masks)))
    if wanted.hmac:
        conditions.append(or_(Call.caller_hmac == wanted.hmac, Call.person_hmac == wanted.hmac))
    return conditions


def _rows(engine: Engine, query: Select[*tuple[Any, ...]]) -> Sequence[RowMapping]:
    with transaction(engine) as connection:
        return connection.execute(query).mappings().all()


def _seen(row: RowMapping) -> CallSeen:
    return CallSeen(**row)
