"""A file of SQL: what its comments say about it, and its statements.

    -- column: balance amount      a line for each column: its name, and the kind of value that it holds

The kinds are those of `ivr.spoken.say`, and `code` for what is never spoken.
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Date, String, TextClause, bindparam, text
from sqlalchemy.types import TypeEngine

from ivr.benefits.parameters import DATES, REQUEST
from ivr.benefits.values import KINDS
from ivr.mendable import Mendable
from ivr.words import Words

TYPES: dict[str, TypeEngine[Any]] = {**{name: Date() for name in DATES}, REQUEST: String()}
NAME = re.compile(r"[a-z][a-z0-9_]{0,47}")

_HEADER = re.compile(r"--\s*([a-z]+)\s*:(.*)")
_LITERAL_OR_COMMENT_OR_END = re.compile(r"""('(?:[^']|'')*'|"(?:[^"]|"")*")|--[^\n]*|/\*.*?\*/|(;)""", re.DOTALL)
_END = "\0"


class BadQuery(Mendable):
    """An SQL file can't be used; the message names file and line and says what to write."""

    def __init__(self, path: Path, line: int, fault: Words) -> None:
        super().__init__(f"{path}:{line}: {fault.en}")
        self.message = fault.of(f"{path.name}:{line}")


@dataclass(frozen=True)
class Statement:
    line: int
    clause: TextClause
    parameters: frozenset[str]

    def begins_with(self, *words: str) -> bool:
        return self.clause.text.split(None, 1)[0].upper() in words


def read(path: Path) -> str:
    """Raises BadQuery."""
    if not NAME.fullmatch(path.stem):
        told = Words(
            "文件名请用小写字母、数字和 _，以字母开头", "name the file with small letters, digits and _, a letter first"
        )
        raise BadQuery(path, 1, told)
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = type(error).__name__
        told = Words(f"不能按 UTF-8 文本读取（{why}）", f"can't be read as UTF-8 text ({why})")
        raise BadQuery(path, 1, told) from None


def header_lines(content: str) -> Iterator[tuple[int, str, str]]:
    """Line number, key and value of each comment that has the form of a header."""
    for number, line in enumerate(content.splitlines(), start=1):
        if match := _HEADER.match(line.strip()):
            yield number, match[1], match[2].strip()


def add_column(columns: dict[str, str], value: str) -> Words | None:
    """Takes a column in; gives the fault, if there is one."""
    words = value.split()
    if len(words) < 2 or not NAME.fullmatch(words[0]):
        return Words(
            "先写列名（小写字母），再写它的类别：`-- column: balance amount`",
            "write the column's name in small letters, then its kind: `-- column: balance amount`",
        )
    name, kind = words[:2]
    if kind not in KINDS:
        kinds = ", ".join(sorted(KINDS))
        return Words(f"没有类别 {kind!r}；可以写 {kinds}", f"there is no kind {kind!r}; write one of {kinds}")
    if name in columns:
        return Words(f"列 {name} 写了两次", f"the column {name} is there twice")
    columns[name] = kind
    return None


def no_parameter(name: str, known: AbstractSet[str]) -> Words:
    listed = ", ".join(f":{one}" for one in sorted(known))
    return Words(f"没有参数 :{name}；可以用 {listed}", f"there is no parameter :{name}; there are {listed}")


def statements(content: str) -> list[Statement]:
    """The SQL without its comments: to SQLAlchemy a colon in a comment would begin a parameter."""
    bare = _LITERAL_OR_COMMENT_OR_END.sub(_without_comment, content)
    found, line = [], 1
    for part in bare.split(_END):
        if sql := part.strip():
            found.append(_statement(line + part[: part.index(sql)].count("\n"), sql))
        line += part.count("\n")
    return found


def _statement(line: int, sql: str) -> Statement:
    """Dates and requests have types, or else PostgreSQL guesses another at each place where one stands.

    The others have none: a CHAR column that is compared with a VARCHAR isn't found by its index.
    """
    clause = text(sql)
    names = frozenset(clause.compile().params)
    typed = [bindparam(name, type_=TYPES[name]) for name in sorted(names & TYPES.keys())]
    return Statement(line, clause.bindparams(*typed), names)


def _without_comment(match: re.Match[str]) -> str:
    """A comment's lines stay, so that the lines behind it keep their numbers."""
    literal, end = match.groups()
    return literal or (_END if end else " " + "\n" * match[0].count("\n"))
