"""A table of a report, and its forms: for spreadsheets and for scripts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ivr.records import sheets
from ivr.records.reports.words import Words

Value = str | int | float | date | Words | None
"""A float is a share of one."""
Row = tuple[Value, ...]
Titles = Mapping[str, str]
"""The names of nodes, by the menu tree."""


class Kind(StrEnum):
    TEXT = "text"
    COUNT = "count"
    SHARE = "share"


@dataclass(frozen=True)
class Column:
    key: str
    name: Words
    kind: Kind = Kind.COUNT
    meaning: Words | None = None


@dataclass(frozen=True)
class ReportTable:
    key: str
    name: Words
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def sheet(self, language: str) -> sheets.Sheet:
        columns = tuple(column.name.said(language) for column in self.columns)
        rows = [[_cell(value, language) for value in row] for row in self.rows]
        return sheets.Sheet(self.name.said(language), columns, rows)

    def document(self) -> list[dict[str, object]]:
        """For JSON."""
        return [
            {column.key: _plain(value) for column, value in zip(self.columns, row, strict=True)} for row in self.rows
        ]


def _cell(value: Value, language: str) -> sheets.Cell:
    if isinstance(value, Words):
        return value.said(language)
    return round(value, 4) if isinstance(value, float) else value


def _plain(value: Value) -> object:
    if isinstance(value, Words):
        return value.key or value.en
    return value.isoformat() if isinstance(value, date) else value
