"""Raw values of a dialogue in words, by the kinds that the SQL files declare for their columns."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import SecretStr

from ivr.benefits.sqlfile import add_column, header_lines, read
from ivr.benefits.values import CODE, in_words
from ivr.dialog.answer import CASE
from ivr.spoken.say import Kind

Kinds = Mapping[str, str]
"""Column name to kind."""

_BY_NAME = {CASE: CODE, "case_number": Kind.CASE_NUMBER, "phone": Kind.PHONE}
_BY_SHAPE = (
    (re.compile(r"\d+\.\d\d"), Kind.AMOUNT),
    (re.compile(r"\d{4}-\d\d-\d\d"), Kind.DATE),
    (re.compile(r"\d{4}-\d\d"), Kind.MONTH),
    (re.compile(r"\d{1,3}"), Kind.COUNT),
)


@dataclass(frozen=True)
class Declared:
    """What each look-up and change declares, by its name."""

    kinds: Mapping[str, Kinds] = field(default_factory=dict)

    def words(self, name: str, row: Mapping[str, str | None]) -> Mapping[str, SecretStr]:
        """Raises ValueError for a value that can't be said as its kind."""
        kinds = self.kinds.get(name, {})
        return {column: SecretStr(_words(column, kinds, value)) for column, value in row.items()}


def declared(dialplan: Path) -> Declared:
    files = [*dialplan.glob("queries/*.sql"), *dialplan.glob("acts/*.sql")]
    return Declared({file.stem: _columns(file) for file in files})


def _columns(file: Path) -> Kinds:
    columns: dict[str, str] = {}
    for _, key, value in header_lines(read(file)):
        if key == "column":
            add_column(columns, value)
    return columns


def _words(column: str, kinds: Kinds, value: str | None) -> str:
    if not value:
        return ""
    kind = kinds.get(column) or _guessed(column, value)
    try:
        return in_words(kind, value)
    except (TypeError, ArithmeticError):
        raise ValueError(f"{column}: {value} can't be said as {kind}") from None


def _guessed(column: str, value: str) -> str:
    """What is done by a program has no file that declares its columns."""
    if column.endswith("_tail"):
        return Kind.CARD_TAIL
    shapes = (kind for shape, kind in _BY_SHAPE if shape.fullmatch(value))
    return _BY_NAME.get(column) or next(shapes, Kind.TEXT)
