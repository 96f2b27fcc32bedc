"""Takes calls that are over into the sums, each exactly once, whatever is restarted or runs twice.

A call is final when it has an outcome and nobody can go on with it (`sealed` is gone): no process writes to it any more. Its
sums and its mark, `counted_at`, are one transaction. Late, interrupted and resumed calls need nothing more: they become
final later, and are found by the mark that they lack.
"""

from itertools import groupby
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, Select, String, Table, select, type_coerce, update
from sqlalchemy.dialects import postgresql, sqlite

from ivr.database import transaction
from ivr.records.models import Call, Step
from ivr.records.recorder import now
from ivr.records.reports.tally import CallRow, StepRow, Sums, Tally, keys, values

BATCH = 100
"""Calls in one transaction: SQLite's only writer must not keep the call log waiting for longer than a caller would notice."""
COUNTING_LOCK = 12334
"""The key of PostgreSQL's advisory lock under which one process counts."""


def count_some(engine: Engine, zone: ZoneInfo, most: int = BATCH) -> int:
    """Takes up to `most` calls into the sums. Returns how many; 0 when all that are final are in. Raises DatabaseUnavailable."""
    with transaction(engine) as connection:
        _be_alone(connection)
        final = Call.outcome.is_not(None) & Call.sealed.is_(None)
        calls = read_calls(connection, uncounted().where(final).order_by(Call.started_at).limit(most))
        tally = Tally(zone)
        enter(connection, tally, calls)
        for table, sums in tally.sums.items():
            _add(connection, table, sums)
        mark = update(Call).where(Call.id.in_([call.id for call in calls])).values(counted_at=now())
        connection.execute(mark)
    return len(calls)


def uncounted() -> Select[*tuple[Any, ...]]:
    return select(
        Call.id, Call.started_at, Call.answered_at, Call.tree_version, type_coerce(Call.outcome, String)
    ).where(Call.counted_at.is_(None))


def read_calls(connection: Connection, wanted: Select[*tuple[Any, ...]]) -> list[CallRow]:
    return [CallRow(*row) for row in connection.execute(wanted)]


def enter(connection: Connection, tally: Tally, calls: list[CallRow]) -> None:
    """Enters calls with their steps."""
    columns = (Step.call_id, Step.node, type_coerce(Step.input, String), Step.outcome, Step.milliseconds)
    wanted = select(*columns).where(Step.call_id.in_([call.id for call in calls])).order_by(Step.call_id, Step.n)
    rows = groupby(connection.execute(wanted).all(), itemgetter(0))
    steps = {call_id: [StepRow(*row[1:]) for row in group] for call_id, group in rows}
    for call in calls:
        tally.enter(call, steps.get(call.id, ()))


def _be_alone(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({COUNTING_LOCK})")


def _add(connection: Connection, table: Table, sums: Sums) -> None:
    """To the row of the same key, if there is one."""
    if not sums:
        return
    added = values(table)
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    put = dialect.insert(table)
    put = put.on_conflict_do_update(
        index_elements=keys(table), set_={one.name: one + put.excluded[one.name] for one in added}
    )
    names = [column.name for column in (*keys(table), *added)]
    connection.execute(put, [dict(zip(names, (*key, *sums_), strict=True)) for key, sums_ in sums.items()])
