"""The look-ups: named SQL on their database, the answers in words."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import structlog
from pydantic import SecretStr
from sqlalchemy import Engine

from ivr.benefits.ports import LookupFailed, LookupTooSlow, Row
from ivr.benefits.query import Query, load_queries
from ivr.benefits.theirs import Found, Unanswered, ask
from ivr.benefits.values import in_words

log = structlog.get_logger()


class Lookups:
    """Benefits, by the SQL files of a directory."""

    def __init__(self, engine: Engine, directory: Path, seconds: float) -> None:
        """Reads the files. Raises BadQuery."""
        self._engine = engine
        self._queries = load_queries(directory)
        self._seconds = seconds

    @property
    def columns(self) -> Mapping[str, Mapping[str, str]]:
        """What each look-up gives: column name to kind. A `code` must not be spoken."""
        return {name: query.columns for name, query in self._queries.items()}

    def find(self, name: str, id_number: SecretStr) -> tuple[Row, ...]:
        """The rows of a look-up about one person. Raises LookupFailed or LookupTooSlow."""
        query = self._queries.get(name)
        if query is None:
            raise _failed(name, "there is no such file")
        try:
            # One row more than it may give: it is how a lost WHERE is noticed, and with it other people's rows.
            found = ask(self._engine, query.statement, id_number, self._seconds, query.rows + 1)
        except Unanswered as fault:
            raise _too_slow(name, self._seconds) if fault.late else _failed(name, str(fault)) from None
        return _rows(name, query, found)


def _rows(name: str, query: Query, found: Found) -> tuple[Row, ...]:
    if sorted(found.columns) != sorted(query.columns):
        raise _failed(name, f"the SQL gives {', '.join(found.columns)}, the header says {', '.join(query.columns)}")
    if len(found.rows) > query.rows:
        raise _failed(name, f"more than {query.rows} rows; the header says how many there are at most")
    return tuple(_row(name, query, dict(zip(found.columns, row, strict=True))) for row in found.rows)


def _row(name: str, query: Query, values: Mapping[str, Any]) -> Row:
    return {column: _answer(name, column, kind, values[column]) for column, kind in query.columns.items()}


def _answer(name: str, column: str, kind: str, value: object) -> SecretStr:
    try:
        return SecretStr(in_words(kind, value))
    except (ValueError, TypeError, ArithmeticError):  # their texts can hold the value
        raise _failed(name, f"a value of {column} can't be said as {kind}: a {type(value).__name__}") from None


def _failed(name: str, why: str) -> LookupFailed:
    log.error("lookup_failed", lookup=name, why=why)
    return LookupFailed(f"look-up {name}: {why}")


def _too_slow(name: str, seconds: float) -> LookupTooSlow:
    log.warning("lookup_too_slow", lookup=name, seconds=seconds)
    return LookupTooSlow(f"look-up {name}: no answer in {seconds:g} s")
