"""The social-security card: its state, its loss, its making, and where to go with it."""

from sqlalchemy import Column, Date, ForeignKey, Integer, String, Table

from ivr.benefits.schema.base import CASE_NUMBER, THEIRS, of_person

service_outlets = Table(
    "service_outlets",
    THEIRS,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("district", String(16), nullable=False, index=True),
    Column("name", String(32), nullable=False),
    Column("address", String(64), nullable=False),
    Column("hours", String(64), nullable=False),
)

social_cards = Table(
    "social_cards",
    THEIRS,
    of_person(key=True),
    Column("card_number", String(9), nullable=False),
    Column("status", String(16), nullable=False),
    sqlite_with_rowid=False,
)

card_losses = Table(
    "card_losses",
    THEIRS,
    Column("case_number", CASE_NUMBER, primary_key=True),
    of_person(),
    Column("reported_on", Date, nullable=False),
    Column("lapses_on", Date, nullable=False),  # the last day; then the card is unlocked by itself
    Column("released_on", Date),  # found again before that
    Column("request", String(64), unique=True),  # which call it was reported in; none for the office's own
)

# One row a card that was found again, by telephone.
card_releases = Table(
    "card_releases",
    THEIRS,
    Column("case_number", CASE_NUMBER, primary_key=True),
    of_person(),
    Column("request", String(64), nullable=False, unique=True),
    Column("released_on", Date, nullable=False),
)

card_orders = Table(
    "card_orders",
    THEIRS,
    of_person(key=True),
    Column("stage", String(32), nullable=False),
    Column("outlet_id", Integer, ForeignKey("service_outlets.id"), nullable=False),
    Column("ready_on", Date, nullable=False),
    sqlite_with_rowid=False,
)
