"""Raw values of a dialogue in words, by the kinds that look-ups and changes declare for their columns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import SecretStr

from ivr.benefits.leaving import ACTS
from ivr.benefits.sqlfile import add_column, header_lines, read
from ivr.benefits.values import in_words

Kinds = Mapping[str, str]
"""Column name to kind."""


@dataclass(frozen=True)
class Declared:
    """What each look-up and change gives, by its name."""

    kinds: Mapping[str, Kinds] = field(default_factory=dict)

    def words(self, name: str, row: Mapping[str, str | None]) -> Mapping[str, SecretStr]:
        """Raises ValueError for a row that the look-up or change can't give."""
        kinds = self.kinds.get(name, {})
        if strange := sorted(row.keys() - kinds):
            raise ValueError(f"{name} has no {strange[0]}: write {', '.join(kinds)}")
        if missing := sorted(kinds - row.keys()):
            raise ValueError(f"{name} also has {missing[0]}: add it")
        return {column: SecretStr(_words(column, kinds[column], value)) for column, value in row.items()}


def declared(dialplan: Path) -> Declared:
    """By the SQL files of the dialplan, and by the changes that are made in our own database. Raises BadQuery."""
    files = [*dialplan.glob("queries/*.sql"), *dialplan.glob("acts/*.sql")]
    ours = {name: act.columns for name, act in ACTS.items()}
    return Declared({**ours, **{file.stem: _columns(file) for file in files}})


def _columns(file: Path) -> Kinds:
    columns: dict[str, str] = {}
    for _, key, value in header_lines(read(file)):
        if key == "column":
            add_column(columns, value)
    return columns


def _words(column: str, kind: str, value: str | None) -> str:
    try:
        return in_words(kind, value) if value else ""
    except (ValueError, TypeError, ArithmeticError):
        raise ValueError(f"{column}: {value} can't be said as {kind}") from None
