"""Answers about contributions."""

from ivr.benefits.demo.facts.held import Fact, Facts, Held, Row, newest_first, picked, yuan
from ivr.benefits.schema import contributions as tables


def facts(held: Held) -> Facts:
    details = newest_first(held[tables.contributions], "month")
    enrolments = sorted(held[tables.enrolments], key=lambda row: str(row["insurance"]))
    return {
        "contribution_years": [
            {"total": row["months"], "last_month": row["last_month"]} for row in held[tables.contribution_totals]
        ],
        "contribution_details": [picked(row, "month") | yuan(row, "base", "amount") for row in details],
        "contribution_base": [
            yuan(row, "base", "personal_due") | {"year": f"{row['year']}年"} for row in held[tables.contribution_bases]
        ],
        "enrolments": [_enrolment(row, held) for row in enrolments],
        "arrears": [picked(row, "month") for row in held[tables.arrears]],
        "transfer_progress": [picked(row, "moved_from", "moved_to", "stage") for row in held[tables.transfers]],
    }


def _enrolment(row: Row, held: Held) -> Fact:
    employer = held.by_id(tables.employers, row["employer_id"])
    return picked(row, "insurance", "status") | {"employer": employer["short_name"]}
