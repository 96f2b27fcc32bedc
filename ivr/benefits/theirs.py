"""Their database, the benefits: only ever read, and never waited for longer than a caller is kept waiting."""

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from pydantic import SecretStr
from sqlalchemy import URL, Connection, Engine, NullPool, TextClause, create_engine
from sqlalchemy.exc import SQLAlchemyError

from ivr.database import database_url, place, reason
from ivr.settings import Settings

STEPS_BETWEEN_LOOKS = 10_000
"""SQLite's virtual machine does so many in well under a millisecond."""


class Unanswered(Exception):
    """A query had no result; the message says why, without values."""

    def __init__(self, why: str, *, late: bool) -> None:
        super().__init__(why)
        self.late = late


@dataclass(frozen=True)
class Found:
    """What a query gave: its column names, and its rows as tuples in that order."""

    columns: tuple[str, ...]
    rows: Sequence[Sequence[Any]]


def benefits_url(settings: Settings) -> URL:
    """Where theirs is. Raises BadSettings."""
    return database_url(settings, "benefits_url", "benefits.db")


def open_theirs(url: URL, seconds: float) -> Engine:
    """Opens theirs for reading. It need not be there yet; `seconds` is the longest wait for a connection."""
    if url.get_backend_name() == "sqlite":
        return _open_file(url, seconds)
    return create_engine(
        url,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=10,
        max_overflow=10,
        pool_timeout=seconds,
        connect_args={"connect_timeout": math.ceil(seconds), "tcp_user_timeout": math.ceil(seconds * 1000)},
        execution_options={"postgresql_readonly": True},
    )


def outage(url: URL, seconds: float) -> str | None:
    """Why theirs does not answer now, without values; None when it does."""
    engine = open_theirs(url, seconds)
    try:
        engine.connect().close()
    except SQLAlchemyError as error:
        return f"{place(url)}: {reason(error)}"
    finally:
        engine.dispose()
    return None


def ask(engine: Engine, query: TextClause, id_number: SecretStr, seconds: float, at_most: int) -> Found:
    """Runs a query about one person, reading at most so many rows. Raises Unanswered."""
    deadline = time.monotonic() + seconds
    try:
        with engine.connect() as connection:
            _limit(connection, deadline)
            result = connection.execute(query, {"id_number": id_number.get_secret_value()})
            return Found(tuple(result.keys()), result.fetchmany(at_most))
    except SQLAlchemyError as error:
        raise Unanswered(reason(error), late=time.monotonic() >= deadline) from None


def _open_file(url: URL, seconds: float) -> Engine:
    """No pool: an open file would go on answering after it was removed or replaced."""
    read_only = url.set(database=f"file:{quote(str(url.database))}", query={"mode": "ro", "uri": "true"})
    return create_engine(read_only, hide_parameters=True, poolclass=NullPool, connect_args={"timeout": seconds})


def _limit(connection: Connection, deadline: float) -> None:
    """PostgreSQL stops the query by itself; SQLite asks us now and then whether it should."""
    if connection.dialect.name == "postgresql":
        left = max(1, math.ceil((deadline - time.monotonic()) * 1000))
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {left}")
    else:
        driver: Any = connection.connection.driver_connection
        driver.set_progress_handler(lambda: time.monotonic() >= deadline, STEPS_BETWEEN_LOOKS)
