"""A question or a change to a database that is never waited for longer than a caller is kept waiting."""

import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, CursorResult, Engine, Executable
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from ivr.benefits.sqlfile import Statement
from ivr.database import reason

STEPS_BETWEEN_LOOKS = 10_000
"""SQLite's virtual machine does so many in well under a millisecond."""

Run = Callable[[Executable, Mapping[str, object]], CursorResult[Any]]
"""Runs a statement in what is left of the time."""


class Unanswered(Exception):
    """There is no result, and nothing was changed that we know of; the message says why, without values."""

    def __init__(self, why: str, *, late: bool = False, taken: bool = False) -> None:
        super().__init__(why)
        self.late = late
        self.taken = taken
        """A key that should be new is there already."""


@dataclass(frozen=True)
class Found:
    """What a query gave: its column names, and its rows as tuples in that order."""

    columns: tuple[str, ...]
    rows: Sequence[Sequence[Any]]


def ask(engine: Engine, query: Statement, values: Mapping[str, object], seconds: float, at_most: int) -> Found:
    """Runs a query, reading at most so many rows. Raises Unanswered."""
    with _limited(engine, seconds) as (_, run):
        return fetched(run(query.clause, values), at_most)


def fetched(result: CursorResult[Any], at_most: int) -> Found:
    return Found(tuple(result.keys()), result.fetchmany(at_most))


@contextmanager
def changing(engine: Engine, seconds: float) -> Iterator[Run]:
    """A transaction, kept when the block ends well. Raises Unanswered.

    A file has one writer at a time: it waits its turn before it reads, so that what it reads stays true.
    """
    with _limited(engine, seconds) as (connection, run):
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield run
        connection.commit()


@contextmanager
def _limited(engine: Engine, seconds: float) -> Iterator[tuple[Connection, Run]]:
    deadline = time.monotonic() + seconds
    try:
        with engine.connect() as connection, _stopped_at(connection, deadline):
            yield connection, lambda statement, values: _run(connection, deadline, statement, values)
    except SQLAlchemyError as error:
        late, taken = time.monotonic() >= deadline, isinstance(error, IntegrityError)
        raise Unanswered(reason(error), late=late, taken=taken) from None


@contextmanager
def _stopped_at(connection: Connection, deadline: float) -> Iterator[None]:
    """SQLite asks us now and then whether to go on."""
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name != "sqlite":
        yield
        return
    driver.set_progress_handler(lambda: time.monotonic() >= deadline, STEPS_BETWEEN_LOOKS)
    try:
        yield
    finally:
        driver.set_progress_handler(None, 0)


def _run(
    connection: Connection, deadline: float, statement: Executable, values: Mapping[str, object]
) -> CursorResult[Any]:
    """PostgreSQL stops a statement by itself."""
    if connection.dialect.name == "postgresql":
        left = max(1, math.ceil((deadline - time.monotonic()) * 1000))
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {left}")
    return connection.execute(statement, dict(values))
