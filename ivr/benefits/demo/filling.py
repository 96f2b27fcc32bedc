"""Writes the demo's people into empty tables."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from sqlalchemy import Connection, Table, insert

from ivr.benefits.demo import offices
from ivr.benefits.demo.claims import unemployment_month
from ivr.benefits.demo.life import life
from ivr.benefits.demo.line import Line
from ivr.benefits.demo.months import label
from ivr.benefits.demo.pension import pension_month
from ivr.benefits.demo.people import Person, person
from ivr.benefits.demo.pins import is_initial, pin, pin_hashes
from ivr.benefits.demo.plan import Demo
from ivr.benefits.schema import THEIRS
from ivr.benefits.schema.people import data_status, demo_origin, persons

BATCH = 2_000
"""People written at a time."""


def fill(connection: Connection, demo: Demo, progress: Callable[[int], None]) -> None:
    write = _Writer(connection)
    write(_common(demo))
    for first in range(0, demo.people, BATCH):
        batch = range(first, min(first + BATCH, demo.people))
        write(line for index in batch for line in _lines(demo, index))
        progress(batch.stop)


def _common(demo: Demo) -> Iterator[Line]:
    yield demo_origin, {"seed": demo.seed, "people": demo.people, "as_of": str(demo.as_of)}
    paid = {
        "pension_month": label(pension_month(demo.as_of)),
        "unemployment_month": label(unemployment_month(demo.as_of)),
    }
    yield data_status, {"as_of": str(demo.as_of), **paid}
    yield from offices.lines(demo.seed)


def _lines(demo: Demo, index: int) -> Iterator[Line]:
    somebody = person(demo.seed, index, demo.as_of)
    yield persons, _row(somebody, pin_hashes(demo.seed)[pin(demo.seed, index)])
    yield from life(somebody, demo.as_of)


def _row(somebody: Person, pin_hash: str) -> dict[str, object]:
    return {
        "id": somebody.id,
        "id_number": somebody.id_number,
        "name": somebody.name,
        "born": str(somebody.born),
        "status": str(somebody.status),
        "pin_hash": pin_hash,
        "pin_initial": is_initial(somebody.index),
    }


class _Writer:
    """Past SQLAlchemy's own handling of parameters, which would take longer than SQLite does."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._sql = {table: str(insert(table).compile(connection)) for table in THEIRS.sorted_tables}

    def __call__(self, lines: Iterable[Line]) -> None:
        rows: defaultdict[Table, list[dict[str, object]]] = defaultdict(list)
        for table, row in lines:
            rows[table].append(row)
        for table in THEIRS.sorted_tables:
            if rows[table]:
                self._connection.exec_driver_sql(self._sql[table], rows[table])
