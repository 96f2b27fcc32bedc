"""Answers about unemployment, work injury and maternity."""

from ivr.benefits.demo.claims import unemployment_month
from ivr.benefits.demo.facts.held import Fact, Facts, Held, Row, picked, yuan
from ivr.benefits.demo.months import label
from ivr.benefits.schema import claims as tables


def facts(held: Held) -> Facts:
    return _unemployment(held) | {
        "injury_recognition": [
            picked(row, "case_number", "stage", "due_on") for row in held[tables.injury_recognitions]
        ],
        "injury_appraisal": [
            picked(row, "appointed_on") | {"case": "concluded" if row["concluded"] else "waiting"}
            for row in held[tables.injury_appraisals]
        ],
        "injury_payments": [
            picked(row, "item", "paid_on") | yuan(row, "amount")
            for row in sorted(held[tables.injury_payments], key=_newest_payment)
        ],
        "maternity": [picked(row, "stage") | yuan(row, "amount") for row in held[tables.maternity_claims]],
    }


def _unemployment(held: Held) -> Facts:
    newest = label(unemployment_month(held.today))
    payments = [row for row in held[tables.unemployment_payments] if row["month"] == newest]
    claims = held[tables.unemployment_claims]
    return {
        "unemployment_claim": [picked(row, "stage", "next_step") for row in claims],
        "unemployment_this_month": [picked(row, "month", "paid_on") | yuan(row, "amount") for row in payments],
        "unemployment_months": [_months(row) for row in claims],
    }


def _months(row: Row) -> Fact:
    approved, paid = row["months_approved"], row["months_paid"]
    return {"approved": approved, "paid": paid, "remaining": approved - paid}


def _newest_payment(row: Row) -> tuple[int, str]:
    return -int(str(row["paid_on"]).replace("-", "")), str(row["item"])
