"""A look-up's file: one SELECT, and in its comments what it gives.

-- column: balance amount      a line for each column, see `ivr.benefits.sqlfile`
-- rows: 12                    how many rows it gives at most; 1 when not said
-- database: ours              it asks our database; the benefits database when not said
-- person: none                its rows are nobody's, so it needs no :id_number
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ivr.benefits.parameters import ASKED, DATES, ID_NUMBER
from ivr.benefits.signature import Signature
from ivr.benefits.sqlfile import BadQuery, Statement, add_column, header_lines, read, statements
from ivr.benefits.values import CODE

PERSON = "person"
"""The look-up that PINs are checked by."""
PERSON_COLUMNS = {"pin_hash": CODE, "initial_pin": CODE}
MOST_ROWS = 60


@dataclass(frozen=True)
class Query:
    columns: Mapping[str, str]
    """Name to kind."""
    rows: int
    ours: bool
    statement: Statement

    @property
    def signature(self) -> Signature:
        return Signature.of(self.columns, self.statement.parameters & ASKED)


@dataclass
class _Header:
    columns: dict[str, str] = field(default_factory=dict)
    rows: int = 1
    ours: bool = False
    of_a_person: bool = True


def load_queries(directory: Path) -> dict[str, Query]:
    """Reads every `NAME.sql`. Raises BadQuery for the first that can't be used."""
    queries = {path.stem: load_query(path) for path in sorted(directory.glob("*.sql"))}
    person = queries.get(PERSON)
    if person is None or dict(person.columns) != PERSON_COLUMNS:
        wanted = " and ".join(f"`-- column: {name} {kind}`" for name, kind in PERSON_COLUMNS.items())
        raise BadQuery(directory / f"{PERSON}.sql", 1, f"PINs are checked by this file; it needs {wanted}, no other")
    return queries


def load_query(path: Path) -> Query:
    """Reads one file. Raises BadQuery."""
    content = read(path)
    header = _header(path, content)
    return Query(header.columns, header.rows, header.ours, _statement(path, content, header.of_a_person))


def _header(path: Path, content: str) -> _Header:
    header = _Header()
    for line, key, value in header_lines(content):
        if fault := _take(header, key, value):
            raise BadQuery(path, line, fault)
    if not header.columns:
        raise BadQuery(path, 1, "say what it gives: `-- column: balance amount`, a line for each column")
    return header


def _take(header: _Header, key: str, value: str) -> str:
    """Takes a line into the header; gives the fault, if there is one. Other comments may have colons, too."""
    match key, value.partition(" ")[0]:
        case "column", _:
            return add_column(header.columns, value)
        case "rows", _:
            return _rows(header, value)
        case "database", "ours":
            header.ours = True
        case "person", "none":
            header.of_a_person = False
        case "database" | "person", _:
            return "write `-- database: ours` or `-- person: none`; leave the line out for all other look-ups"
    return ""


def _rows(header: _Header, number: str) -> str:
    if not (number.isascii() and number.isdigit() and 1 <= int(number) <= MOST_ROWS):
        return f"write how many rows it gives at most, 1 to {MOST_ROWS}: `-- rows: 12`"
    header.rows = int(number)
    return ""


def _statement(path: Path, content: str, of_a_person: bool) -> Statement:
    found = statements(content)
    if not found or not found[0].begins_with("SELECT", "WITH"):
        raise BadQuery(path, found[0].line if found else 1, "write one SELECT; a look-up only reads")
    if len(found) > 1:
        raise BadQuery(path, found[1].line, "write one SELECT, not several statements")
    statement = found[0]
    if strange := sorted(statement.parameters - ASKED - DATES):
        raise BadQuery(path, statement.line, f"there is no parameter :{strange[0]}; there are {_listed()}")
    if of_a_person and ID_NUMBER not in statement.parameters:
        raise BadQuery(path, statement.line, "say whose rows: `WHERE … = :id_number`, or `-- person: none` if nobody's")
    return statement


def _listed() -> str:
    return ", ".join(f":{name}" for name in sorted(ASKED | DATES))
