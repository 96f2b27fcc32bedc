"""Pension answers."""

from ivr.benefits.demo.facts.held import Facts, Held, Row, picked, yuan
from ivr.benefits.demo.months import label
from ivr.benefits.demo.pension import pension_month
from ivr.benefits.schema import pension as tables


def facts(held: Held) -> Facts:
    newest = label(pension_month(held.today))
    payments = [row for row in held[tables.pension_payments] if row["month"] == newest]
    return {
        "pension_account": [yuan(row, "balance") for row in held[tables.pension_accounts]],
        "pension_this_month": [
            picked(row, "month", "paid_on", "bank_tail") | yuan(row, "gross", "net") for row in payments
        ],
        "annuity": [yuan(row, "balance") for row in held[tables.occupational_annuities]],
        "certification": [
            picked(row, "certified", "valid_until") | {"case": _case(row, held)} for row in held[tables.certifications]
        ],
    }


def _case(row: Row, held: Held) -> str:
    if row["suspended"]:
        return "suspended"
    return "expired" if row["valid_until"] < str(held.today) else "valid"
