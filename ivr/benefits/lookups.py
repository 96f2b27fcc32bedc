"""The look-ups: named SQL on their database or ours, the answers in words."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import Engine

from ivr.benefits.answers import Unusable, fault_of_lookup, rows_in_words
from ivr.benefits.asking import Unanswered, ask
from ivr.benefits.parameters import Extras, Missing, filled
from ivr.benefits.ports import Row
from ivr.benefits.query import PERSON, Query, load_queries
from ivr.benefits.signature import Signature


class Lookups:
    """Benefits, by the SQL files of a directory."""

    def __init__(self, theirs: Engine, ours: Engine, directory: Path, seconds: float, extras: Extras) -> None:
        """Reads the files; both engines are for reading, from `open_theirs`. Raises BadQuery."""
        self._theirs = theirs
        self._ours = ours
        self._queries = load_queries(directory)
        self._seconds = seconds
        self._extras = extras

    @property
    def columns(self) -> Mapping[str, Mapping[str, str]]:
        """What each look-up gives: column name to kind. A `code` must not be spoken."""
        return {name: query.columns for name, query in self._queries.items()}

    @property
    def signatures(self) -> Mapping[str, Signature]:
        """The look-ups that a menu tree may use."""
        return {name: query.signature for name, query in self._queries.items() if name != PERSON}

    def find(self, name: str, values: Mapping[str, SecretStr]) -> tuple[Row, ...]:
        """The rows of a look-up. Raises LookupFailed or LookupTooSlow."""
        try:
            return self._find(self._query(name), values)
        except (Missing, Unanswered, Unusable) as fault:
            raise fault_of_lookup(name, fault, self._seconds) from None

    def _find(self, query: Query, values: Mapping[str, SecretStr]) -> tuple[Row, ...]:
        wanted = filled(query.statement.parameters, values, self._extras)
        engine = self._ours if query.ours else self._theirs
        # One row more than it may give: it is how a lost WHERE is noticed, and with it other people's rows.
        found = ask(engine, query.statement, wanted, self._seconds, query.rows + 1)
        return rows_in_words(query.columns, query.rows, found)

    def _query(self, name: str) -> Query:
        query = self._queries.get(name)
        if query is None:
            raise Missing("there is no such file")
        return query
