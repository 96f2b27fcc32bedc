"""Old-age pension: what is saved, what is paid, and whether the pensioner has shown to be alive."""

from sqlalchemy import Boolean, Column, Date, String, Table

from ivr.benefits.schema.base import MONTH, THEIRS, YUAN, of_person

pension_accounts = Table(
    "pension_accounts",
    THEIRS,
    of_person(key=True),
    Column("balance", YUAN, nullable=False),
    sqlite_with_rowid=False,
)

pension_payments = Table(
    "pension_payments",
    THEIRS,
    of_person(key=True),
    Column("month", MONTH, primary_key=True),
    Column("gross", YUAN, nullable=False),
    Column("net", YUAN, nullable=False),
    Column("paid_on", Date, nullable=False),
    Column("bank_tail", String(4), nullable=False),
    sqlite_with_rowid=False,
)

certifications = Table(
    "certifications",
    THEIRS,
    of_person(key=True),
    Column("certified", MONTH, nullable=False),
    Column("valid_until", Date, nullable=False),
    Column("suspended", Boolean, nullable=False),  # lapsed, so nothing is paid
    sqlite_with_rowid=False,
)

occupational_annuities = Table(
    "occupational_annuities",
    THEIRS,
    of_person(key=True),
    Column("balance", YUAN, nullable=False),
    sqlite_with_rowid=False,
)
