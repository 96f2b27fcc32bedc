"""Reads a report: the sums of its days, and the few calls that are not in them yet, in one look at the database."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, ColumnElement, Connection, Engine, Select, Table, cast, func, select
from sqlalchemy import Row as SqlRow

from ivr.database import transaction
from ivr.records.models import Call
from ivr.records.reports.counting import enter, read_calls, uncounted
from ivr.records.reports.funnel import PathCounted, Stage, beginnings, commonest, stages
from ivr.records.reports.report import CallsCounted, Report, StepsCounted, Visits, Wanted, WayCounted
from ivr.records.reports.tally import CALLS, NODES, PATHS, STEPS, WAYS, Key, Tally, values

AT_A_LOOK = 5_000
"""So many calls are counted within a tenth of a second or two. There are more only where nobody has counted for hours."""
Row = TypeVar("Row")


def read_report(engine: Engine, wanted: Wanted, zone: ZoneInfo) -> Report:
    """Raises DatabaseUnavailable."""
    with _one_moment(engine) as connection:
        look = _Look(connection, wanted, zone)
        calls = look.rows(CALLS, ("day", "hour", "outcome", "course"), CallsCounted)
        return Report(**vars(look.visits()), calls=calls)


def read_visits(engine: Engine, wanted: Wanted, zone: ZoneInfo) -> Visits:
    """Raises DatabaseUnavailable."""
    with _one_moment(engine) as connection:
        return _Look(connection, wanted, zone).visits()


def read_funnel(engine: Engine, wanted: Wanted, zone: ZoneInfo, node: str) -> list[Stage]:
    """The stages of the way that most callers took to the node; empty when nobody came there. Raises DatabaseUnavailable."""
    with _one_moment(engine) as connection:
        look = _Look(connection, wanted, zone)
        leading = look.rows(PATHS, ("path",), PathCounted, PATHS.c.path.endswith(node, autoescape=True))
        path = commonest(list(leading), node)
        counted = look.rows(PATHS, ("path",), PathCounted, PATHS.c.path.in_(beginnings(path)))
        return list(stages(path, {one.path: one for one in counted}))


class _Look:
    """`waiting` calls are left out."""

    def __init__(self, connection: Connection, wanted: Wanted, zone: ZoneInfo) -> None:
        self._connection = connection
        self._wanted = wanted
        self._tally = Tally(zone)
        calls = read_calls(connection, _of_these_days(wanted, zone).limit(AT_A_LOOK))
        self.waiting = 0
        if len(calls) == AT_A_LOOK:
            count = _of_these_days(wanted, zone).with_only_columns(func.count())
            self.waiting = connection.execute(count).scalar_one()
        else:
            enter(connection, self._tally, calls)

    def visits(self) -> Visits:
        return Visits(
            self._wanted,
            self.rows(STEPS, ("node", "input", "outcome"), StepsCounted),
            self.rows(WAYS, ("origin", "target"), WayCounted),
            dict(self.rows(NODES, ("node",), lambda node, calls: (node, calls))),
            self.tree_versions(),
            self.waiting,
        )

    def rows(
        self, table: Table, group: tuple[str, ...], row: Callable[..., Row], *only: ColumnElement[bool]
    ) -> tuple[Row, ...]:
        """The sums of the days, of what is not in `group` together. `only` spares reading all of what is kept."""
        kept, places = (
            self._kept(table, group, only),
            [list(table.primary_key.columns.keys()).index(name) for name in group],
        )
        if not self._tally.sums[table]:
            return tuple(row(*one) for one in kept)
        sums = {tuple(one[: len(group)]): list(one[len(group) :]) for one in kept}
        for key, amounts in self._uncounted(table, places):
            known = sums.setdefault(key, [0] * len(amounts))
            known[:] = map(sum, zip(known, amounts, strict=True))
        return tuple(row(*key, *amounts) for key, amounts in sorted(sums.items()))

    def tree_versions(self) -> tuple[str, ...]:
        everything = Wanted(self._wanted.first, self._wanted.last)
        kept = select(CALLS.c.tree_version).where(*_conditions(CALLS, everything)).distinct()
        live = {str(key[1]) for key in self._tally.sums[CALLS]}
        return tuple(sorted(live | set(self._connection.execute(kept).scalars())))

    def _kept(
        self, table: Table, group: tuple[str, ...], only: tuple[ColumnElement[bool], ...]
    ) -> Sequence[SqlRow[Any]]:
        """In the order of their keys."""
        columns = [table.c[name] for name in group]
        sums = (cast(func.sum(column), BigInteger) for column in values(table))  # PostgreSQL's own is a decimal number
        wanted = select(*columns, *sums).where(*_conditions(table, self._wanted), *only)
        return self._connection.execute(wanted.group_by(*columns).order_by(*columns)).all()

    def _uncounted(self, table: Table, places: list[int]) -> Iterator[tuple[Key, list[int]]]:
        for key, amounts in self._tally.sums[table].items():
            _, tree_version, spoke = key[:3]
            if self._wanted.tree_version in {"", tree_version} and self._wanted.spoke in {None, spoke}:
                yield tuple(key[place] for place in places), amounts


def _conditions(table: Table, wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    yield table.c.day.between(wanted.first, wanted.last)
    if wanted.tree_version:
        yield table.c.tree_version == wanted.tree_version
    if wanted.spoke is not None:
        yield table.c.spoke == wanted.spoke


def _of_these_days(wanted: Wanted, zone: ZoneInfo) -> Select[*tuple[Any, ...]]:
    begin = datetime.combine(wanted.first, time(), zone)
    end = datetime.combine(wanted.last + timedelta(days=1), time(), zone)
    return uncounted().where(Call.started_at >= begin, Call.started_at < end)


@contextmanager
def _one_moment(engine: Engine) -> Iterator[Connection]:
    """All that is read is of one moment: no call is missed, or counted twice, that is being taken into the sums meanwhile."""
    if engine.dialect.name == "sqlite":
        with transaction(engine) as connection:
            connection.exec_driver_sql("BEGIN")
            yield connection
    else:
        with transaction(engine.execution_options(isolation_level="REPEATABLE READ")) as connection:
            yield connection
