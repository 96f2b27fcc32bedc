"""Who is insured, as of which day, and how the demo's people were made."""

from sqlalchemy import Boolean, Column, Date, Integer, String, Table

from ivr.benefits.schema.base import MONTH, THEIRS

persons = Table(
    "persons",
    THEIRS,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("id_number", String(18), nullable=False, unique=True),
    Column("name", String(32), nullable=False),
    Column("born", Date, nullable=False),
    Column("status", String(10), nullable=False),
    Column("pin_hash", String(128), nullable=False),
    Column("pin_initial", Boolean, nullable=False),  # never changed since it was given out
)

# One row: the day up to which everything here is true, and the newest months whose pensions and unemployment benefits
# have been paid.
data_status = Table(
    "data_status",
    THEIRS,
    Column("as_of", Date, primary_key=True),
    Column("pension_month", MONTH, nullable=False),
    Column("unemployment_month", MONTH, nullable=False),
)

# One row, and the mark of a demo: no other database is ever replaced. From it the people can be made again.
demo_origin = Table(
    "demo_origin",
    THEIRS,
    Column("seed", Integer, primary_key=True, autoincrement=False),
    Column("people", Integer, nullable=False),
    Column("as_of", Date, nullable=False),
)
