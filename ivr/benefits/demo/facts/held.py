"""The rows that the demo's database has of one person, and of all."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Table

from ivr.benefits.demo import offices
from ivr.benefits.demo.life import life
from ivr.benefits.demo.people import Person
from ivr.benefits.demo.plan import Demo

Fact = dict[str, str | int]
"""One row of an answer: amounts as yuan with two decimals, dates as 2026-10-31, months as 2026-10."""
Facts = dict[str, list[Fact]]
Row = dict[str, Any]


class Held:
    def __init__(self, somebody: Person, demo: Demo) -> None:
        """Uses up the person's dice."""
        self.today = demo.as_of
        self._rows: defaultdict[Table, list[Row]] = defaultdict(list)
        for table, row in (*offices.lines(demo.seed), *life(somebody, demo.as_of)):
            self._rows[table].append(row)

    def __getitem__(self, table: Table) -> list[Row]:
        return self._rows[table]

    def by_id(self, table: Table, number: int) -> Row:
        return next(row for row in self[table] if row["id"] == number)


def newest_first(rows: list[Row], column: str) -> list[Row]:
    return sorted(rows, key=lambda row: str(row[column]), reverse=True)


def picked(row: Row, *columns: str) -> Fact:
    return {column: row[column] for column in columns}


def yuan(row: Row, *columns: str) -> Fact:
    return {column: f"{row[column]:.2f}" for column in columns}
