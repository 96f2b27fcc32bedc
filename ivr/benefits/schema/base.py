"""What all tables of the demo's benefits database share."""

from sqlalchemy import Column, ForeignKey, Integer, MetaData, Numeric, String

THEIRS = MetaData()

YUAN = Numeric(12, 2)
MONTH = String(7)
"""A month as 2026-10."""
CASE_NUMBER = String(12)


def of_person(*, key: bool = False) -> Column[int]:
    """Whose row it is. `key`: (the first) part of the primary key."""
    if key:
        return Column("person_id", Integer, ForeignKey("persons.id"), primary_key=True, autoincrement=False)
    return Column("person_id", Integer, ForeignKey("persons.id"), nullable=False, index=True)
