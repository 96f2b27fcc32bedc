"""Which calls of the log are wanted, and the query that finds them, the newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, literal, or_, select, tuple_, union
from sqlalchemy.orm import InstrumentedAttribute, aliased

from ivr.columns import Utc
from ivr.records.models import Call, CallCase, Outcome, Step

TAIL = 4
TAILS = (Call.caller_tail, Call.person_tail)
_MOMENT = "%Y%m%dT%H%M%S.%f"


@dataclass(frozen=True)
class Place:
    """The call behind which a page begins."""

    moment: datetime
    call: str

    def __str__(self) -> str:
        return f"{self.moment.astimezone(UTC):{_MOMENT}}-{self.call}"

    @classmethod
    def parse(cls, text: str) -> "Place":
        """Raises ValueError for what is no place."""
        moment, _, call = text.partition("-")
        return cls(datetime.strptime(moment, _MOMENT).replace(tzinfo=UTC), call)


@dataclass(frozen=True)
class Wanted:
    """Which calls. What is not set doesn't narrow the search."""

    limit: int = 20
    since: datetime | None = None
    until: datetime | None = None
    outcome: Outcome | None = None
    tree_version: str = ""
    tail: str = ""
    """The last characters of the caller's or the person's number as it is kept, behind the stars."""
    hmac: str = ""
    """The whole number of a caller, a person or a case, by Pseudonymiser.of."""
    node: str = ""
    """Calls that came through this node. Then `since`, `until` and their order go by when they were last there."""
    step: str = ""
    """How that step in the node ended: `hang_up` for callers who were lost there."""
    behind: Place | None = None
    among: tuple[str, ...] | None = None
    """The only calls that can be meant, where they are few; see `ivr/records/scarce.py`."""


def narrowed(calls: Select[Any], wanted: Wanted) -> Select[Any]:
    """The calls that are wanted, and one more where there are more, each with its `moment`."""
    moment = Step.at if wanted.node else Call.started_at
    query = calls.add_columns(moment.label("moment")).where(*_conditions(wanted, moment))
    if wanted.node:
        query = query.join(Step, Step.call_id == Call.id).where(*_last_there(wanted))
    return query.order_by(moment.desc(), Call.id.desc()).limit(wanted.limit + 1)


def _conditions(wanted: Wanted, moment: InstrumentedAttribute[datetime]) -> Iterator[ColumnElement[bool]]:
    if wanted.since is not None:
        yield moment >= wanted.since
    if wanted.until is not None:
        yield moment < wanted.until
    if wanted.among is None:
        yield from of_the_kind(wanted)
    if wanted.behind:
        yield tuple_(moment, Call.id) < tuple_(literal(wanted.behind.moment, Utc()), literal(wanted.behind.call))


def of_the_kind(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    """What a call itself must be."""
    if wanted.outcome is not None:
        yield Call.outcome == wanted.outcome
    if wanted.tree_version:
        yield Call.tree_version == wanted.tree_version
    if len(wanted.tail) == TAIL:
        yield Call.id.in_(_with_tail(wanted.tail))
    elif wanted.tail:  # which so many have that an index is of no use
        yield or_(*(column.endswith(wanted.tail, autoescape=True) for column in TAILS))
    if wanted.hmac:
        yield Call.id.in_(_with_number(wanted.hmac))


def _last_there(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    """The last such step of a call, so that nobody who came through the node twice is listed twice."""
    later = aliased(Step)
    again = select(later.n).where(later.call_id == Step.call_id, later.n > Step.n, later.node == wanted.node)
    if wanted.among is None:
        yield Step.node == wanted.node
    else:
        yield Step.call_id.in_(wanted.among)
        yield Step.node.concat("") == wanted.node  # no index of nodes shall be taken
    if wanted.step:
        yield Step.outcome == wanted.step
        again = again.where(later.outcome == wanted.step)
    yield ~again.exists()


def _with_tail(tail: str) -> CompoundSelect[str]:
    """One query for each column, since a database takes an index for either but seldom for both."""
    return union(*(select(Call.id).where(column == tail) for column in TAILS))


def _with_number(hmac: str) -> CompoundSelect[str]:
    return union(
        select(Call.id).where(Call.caller_hmac == hmac),
        select(Call.id).where(Call.person_hmac == hmac),
        select(CallCase.call_id).where(CallCase.hmac == hmac),
    )
