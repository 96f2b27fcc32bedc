"""A look-up's file: SQL, and in its comments what it gives.

    -- column: balance amount      a line for each column: its name, and the kind of value that it holds
    -- rows: 12                    how many rows it gives at most; 1 when not said

The kinds are those of `ivr.spoken.say`, and `code` for what is never spoken.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import TextClause, text

from ivr.benefits.values import CODE, KINDS

PERSON = "person"
"""The look-up that PINs are checked by."""
PERSON_COLUMNS = {"pin_hash": CODE, "initial_pin": CODE}
MOST_ROWS = 60

_NAME = re.compile(r"[a-z][a-z0-9_]{0,47}")
_HEADER = re.compile(r"--\s*(column|rows)\s*:(.*)")
_LITERAL_OR_COMMENT = re.compile(r"""('(?:[^']|'')*'|"(?:[^"]|"")*")|--[^\n]*|/\*.*?\*/""", re.DOTALL)


class BadQuery(Exception):
    """A look-up's file can't be used; the message names file and line and says what to write."""

    def __init__(self, path: Path, line: int, fault: str) -> None:
        super().__init__(f"{path}:{line}: {fault}")


@dataclass(frozen=True)
class Query:
    columns: Mapping[str, str]
    """Name to kind."""
    rows: int
    statement: TextClause


@dataclass
class _Header:
    columns: dict[str, str] = field(default_factory=dict)
    rows: int = 1


def load_queries(directory: Path) -> dict[str, Query]:
    """Reads every `NAME.sql`. Raises BadQuery for the first that can't be used."""
    files = sorted(directory.glob("*.sql"))
    queries = {path.stem: load_query(path) for path in files}
    person = queries.get(PERSON)
    if person is None or dict(person.columns) != PERSON_COLUMNS:
        wanted = " and ".join(f"`-- column: {name} {kind}`" for name, kind in PERSON_COLUMNS.items())
        raise BadQuery(directory / f"{PERSON}.sql", 1, f"PINs are checked by this file; it needs {wanted}, no other")
    return queries


def load_query(path: Path) -> Query:
    """Reads one file. Raises BadQuery."""
    if not _NAME.fullmatch(path.stem):
        raise BadQuery(path, 1, "name the file with small letters, digits and _, a letter first")
    try:
        content = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuery(path, 1, f"can't be read as UTF-8 text ({type(error).__name__})") from None
    header = _header(path, content)
    return Query(header.columns, header.rows, _statement(path, content))


def _header(path: Path, content: str) -> _Header:
    header = _Header()
    for number, line in enumerate(content.splitlines(), start=1):
        if match := _HEADER.match(line.strip()):
            fault = _column(header, match[2].split()) if match[1] == "column" else _rows(header, match[2].strip())
            if fault:
                raise BadQuery(path, number, fault)
    if not header.columns:
        raise BadQuery(path, 1, "say what it gives: `-- column: balance amount`, a line for each column")
    return header


def _column(header: _Header, words: list[str]) -> str:
    """Takes a column into the header; gives the fault, if there is one."""
    if len(words) < 2 or not _NAME.fullmatch(words[0]):
        return "write the column's name in small letters, then its kind: `-- column: balance amount`"
    name, kind = words[:2]
    if kind not in KINDS:
        return f"there is no kind {kind!r}; write one of {', '.join(sorted(KINDS))}"
    if name in header.columns:
        return f"the column {name} is there twice"
    header.columns[name] = kind
    return ""


def _rows(header: _Header, number: str) -> str:
    if not (number.isascii() and number.isdigit() and 1 <= int(number) <= MOST_ROWS):
        return f"write how many rows it gives at most, 1 to {MOST_ROWS}: `-- rows: 12`"
    header.rows = int(number)
    return ""


def _statement(path: Path, content: str) -> TextClause:
    """The SQL without its comments: to SQLAlchemy a colon in a comment would begin a parameter."""
    line = next((n for n, text in enumerate(content.splitlines(), 1) if text.strip() and not _is_comment(text)), 1)
    sql = _LITERAL_OR_COMMENT.sub(lambda match: match[1] or " ", content).strip().removesuffix(";").rstrip()
    if not re.match(r"(SELECT|WITH)\b", sql, re.IGNORECASE):
        raise BadQuery(path, line, "write one SELECT; a look-up only reads")
    if ";" in _LITERAL_OR_COMMENT.sub("", sql):
        raise BadQuery(path, line, "write one SELECT, not several statements")
    statement = text(sql)
    if set(statement.compile().params) != {"id_number"}:
        raise BadQuery(path, line, "say whose rows: `WHERE … = :id_number`, and no other parameter")
    return statement


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("--")
