"""Benefits that are applied for: unemployment, work injury, maternity."""

from sqlalchemy import Boolean, Column, Date, Integer, String, Table

from ivr.benefits.schema.base import CASE_NUMBER, MONTH, THEIRS, YUAN, of_person

unemployment_claims = Table(
    "unemployment_claims",
    THEIRS,
    of_person(key=True),
    Column("stage", String(32), nullable=False),
    Column("next_step", String(64), nullable=False),
    Column("months_approved", Integer, nullable=False),
    Column("months_paid", Integer, nullable=False),
    sqlite_with_rowid=False,
)

unemployment_payments = Table(
    "unemployment_payments",
    THEIRS,
    of_person(key=True),
    Column("month", MONTH, primary_key=True),
    Column("amount", YUAN, nullable=False),
    Column("paid_on", Date, nullable=False),
    sqlite_with_rowid=False,
)

injury_recognitions = Table(
    "injury_recognitions",
    THEIRS,
    Column("case_number", CASE_NUMBER, primary_key=True),
    of_person(),
    Column("stage", String(32), nullable=False),
    Column("due_on", Date, nullable=False),
)

# Whether there is a finding, never the finding: that is handed over at the counter.
injury_appraisals = Table(
    "injury_appraisals",
    THEIRS,
    of_person(key=True),
    Column("appointed_on", Date, nullable=False),
    Column("concluded", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

injury_payments = Table(
    "injury_payments",
    THEIRS,
    of_person(key=True),
    Column("item", String(32), primary_key=True),
    Column("amount", YUAN, nullable=False),
    Column("paid_on", Date, nullable=False),
    sqlite_with_rowid=False,
)

maternity_claims = Table(
    "maternity_claims",
    THEIRS,
    of_person(key=True),
    Column("stage", String(32), nullable=False),
    Column("amount", YUAN, nullable=False),
    sqlite_with_rowid=False,
)
