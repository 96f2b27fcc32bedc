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
from ivr.benefits.sqlfile import BadQuery, Statement, add_column, header_lines, no_parameter, read, statements
from ivr.benefits.values import CODE
from ivr.words import Words

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
        wanted = [f"`-- column: {name} {kind}`" for name, kind in PERSON_COLUMNS.items()]
        told = Words(
            f"密码按这个文件核验；它需要 {'、'.join(wanted)}，不能有别的",
            f"PINs are checked by this file; it needs {' and '.join(wanted)}, no other",
        )
        raise BadQuery(directory / f"{PERSON}.sql", 1, told)
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
        told = Words(
            "请写明给出什么：`-- column: balance amount`，每列一行",
            "say what it gives: `-- column: balance amount`, a line for each column",
        )
        raise BadQuery(path, 1, told)
    return header


def _take(header: _Header, key: str, value: str) -> Words | None:
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
            return Words(
                "请写 `-- database: ours` 或 `-- person: none`；其他查询不写这一行",
                "write `-- database: ours` or `-- person: none`; leave the line out for all other look-ups",
            )
    return None


def _rows(header: _Header, number: str) -> Words | None:
    if not (number.isascii() and number.isdigit() and 1 <= int(number) <= MOST_ROWS):
        return Words(
            f"请写最多给出几行，1 到 {MOST_ROWS}：`-- rows: 12`",
            f"write how many rows it gives at most, 1 to {MOST_ROWS}: `-- rows: 12`",
        )
    header.rows = int(number)
    return None


def _statement(path: Path, content: str, of_a_person: bool) -> Statement:
    found = statements(content)
    if not found or not found[0].begins_with("SELECT", "WITH"):
        told = Words("请写一条 SELECT；查询只读", "write one SELECT; a look-up only reads")
        raise BadQuery(path, found[0].line if found else 1, told)
    if len(found) > 1:
        told = Words("请写一条 SELECT，不要写多条语句", "write one SELECT, not several statements")
        raise BadQuery(path, found[1].line, told)
    statement = found[0]
    if strange := sorted(statement.parameters - ASKED - DATES):
        raise BadQuery(path, statement.line, no_parameter(strange[0], ASKED | DATES))
    if of_a_person and ID_NUMBER not in statement.parameters:
        told = Words(
            "请写明是谁的数据：`WHERE … = :id_number`；不属于任何人的写 `-- person: none`",
            "say whose rows: `WHERE … = :id_number`, or `-- person: none` if nobody's",
        )
        raise BadQuery(path, statement.line, told)
    return statement
