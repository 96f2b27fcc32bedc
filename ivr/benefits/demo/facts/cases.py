"""Answers about cases in hand."""

from ivr.benefits.demo.facts.held import Facts, Held, newest_first, picked
from ivr.benefits.parameters import half_a_year_before
from ivr.benefits.schema import cases as tables
from ivr.benefits.schema.claims import injury_recognitions

MOST = 5


def facts(held: Held) -> Facts:
    """A case's progress is asked by its number, so that stands in its row, too."""
    first = str(half_a_year_before(held.today))
    recent = [row for row in held[tables.cases] if row["received_on"] >= first]
    newest = newest_first(newest_first(recent, "case_number"), "received_on")[:MOST]
    injuries = [row | {"matter": "工伤认定"} for row in held[injury_recognitions]]
    return {
        "my_cases": [picked(row, "matter", "stage", "received_on") for row in newest],
        "case_progress": [
            picked(row, "case_number", "matter", "stage", "due_on") for row in (*held[tables.cases], *injuries)
        ],
        "labour_case": [
            picked(row, "procedure", "stage") for row in newest_first(held[tables.labour_cases], "case_number")
        ],
    }
