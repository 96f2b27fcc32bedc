"""Where their database is, the benefits, and the two ways to open it: for reading, and for a caller's own changes."""

import math
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Engine, NullPool, create_engine, event
from sqlalchemy.exc import SQLAlchemyError

from ivr.database import database_url, place, reason
from ivr.settings import Settings


def benefits_url(settings: Settings) -> URL:
    """Where theirs is. Raises BadSettings."""
    return database_url(settings, "benefits_url", "benefits.db")


def open_theirs(url: URL, seconds: float) -> Engine:
    """Opens theirs for reading; ours, too, for look-ups. It need not be there yet.

    `seconds` is the longest wait for a connection.
    """
    if url.get_backend_name() == "sqlite":
        engine = _open_file(url, seconds)
        event.listen(engine, "connect", _only_read)
        return engine
    return _open_server(url, seconds).execution_options(postgresql_readonly=True)


def open_for_changes(url: URL, seconds: float) -> Engine:
    """Opens theirs, or ours, for changes. It need not be there yet; `seconds` is the longest wait for a connection."""
    return _open_file(url, seconds) if url.get_backend_name() == "sqlite" else _open_server(url, seconds)


def _open_server(url: URL, seconds: float) -> Engine:
    return create_engine(
        url,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=10,
        max_overflow=10,
        pool_timeout=seconds,
        connect_args={"connect_timeout": math.ceil(seconds), "tcp_user_timeout": math.ceil(seconds * 1000)},
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


def _open_file(url: URL, seconds: float) -> Engine:
    """No pool: an open file would go on answering after it was removed or replaced. Nor is a missing one made."""
    there = url.set(database=f"file:{quote(str(url.database))}", query={"mode": "rw", "uri": "true"})
    return create_engine(there, hide_parameters=True, poolclass=NullPool, connect_args={"timeout": seconds})


def _only_read(connection: Any, _record: object) -> None:
    """Not by opening it read-only: what a killed process left half done, SQLite undoes on a connection that may write."""
    connection.execute("PRAGMA query_only = ON")
