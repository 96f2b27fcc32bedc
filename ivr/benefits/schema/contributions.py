"""Who pays in, since when, on what base, and where it is missing."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table

from ivr.benefits.schema.base import MONTH, THEIRS, YUAN, of_person

employers = Table(
    "employers",
    THEIRS,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("name", String(64), nullable=False),
    Column("short_name", String(16), nullable=False),
)

enrolments = Table(
    "enrolments",
    THEIRS,
    of_person(key=True),
    Column("insurance", String(16), primary_key=True),
    Column("status", String(16), nullable=False),
    Column("employer_id", Integer, ForeignKey("employers.id"), nullable=False),
    sqlite_with_rowid=False,
)

contribution_totals = Table(
    "contribution_totals",
    THEIRS,
    of_person(key=True),
    Column("first_month", MONTH, nullable=False),
    Column("last_month", MONTH, nullable=False),
    Column("months", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# Pension insurance, one row a paid month. The demo keeps the last twelve months; the totals above have all.
contributions = Table(
    "contributions",
    THEIRS,
    of_person(key=True),
    Column("month", MONTH, primary_key=True),
    Column("base", YUAN, nullable=False),
    Column("amount", YUAN, nullable=False),  # the person's own part
    sqlite_with_rowid=False,
)

contribution_bases = Table(
    "contribution_bases",
    THEIRS,
    of_person(key=True),
    Column("year", Integer, primary_key=True),
    Column("base", YUAN, nullable=False),
    Column("personal_due", YUAN, nullable=False),
    sqlite_with_rowid=False,
)

arrears = Table(
    "arrears",
    THEIRS,
    of_person(key=True),
    Column("month", MONTH, primary_key=True),
    sqlite_with_rowid=False,
)

transfers = Table(
    "transfers",
    THEIRS,
    of_person(key=True),
    Column("moved_from", String(32), nullable=False),
    Column("moved_to", String(32), nullable=False),
    Column("stage", String(32), nullable=False),
    sqlite_with_rowid=False,
)
