"""Matters in hand: what was applied for at a counter, and labour disputes."""

from sqlalchemy import Column, Date, String, Table

from ivr.benefits.schema.base import CASE_NUMBER, THEIRS, of_person

cases = Table(
    "cases",
    THEIRS,
    Column("case_number", CASE_NUMBER, primary_key=True),
    of_person(),
    Column("matter", String(32), nullable=False),
    Column("stage", String(32), nullable=False),
    Column("received_on", Date, nullable=False),
    Column("due_on", Date, nullable=False),
)

# The stage only: nothing about the other side is spoken on the telephone.
labour_cases = Table(
    "labour_cases",
    THEIRS,
    Column("case_number", CASE_NUMBER, primary_key=True),
    of_person(),
    Column("procedure", String(16), nullable=False),
    Column("stage", String(32), nullable=False),
)
