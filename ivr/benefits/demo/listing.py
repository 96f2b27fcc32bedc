"""The demo's people with their PINs, and what each of them should hear.

They are made again from the seed, and no look-up's SQL is asked: so the one can be held against the other.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import URL, Table, select
from sqlalchemy.exc import SQLAlchemyError

from ivr.benefits.demo.life import life
from ivr.benefits.demo.months import label
from ivr.benefits.demo.pension import pension_month
from ivr.benefits.demo.people import Person, person
from ivr.benefits.demo.pins import is_initial, pin
from ivr.benefits.demo.plan import Demo, DemoRefused
from ivr.benefits.schema import contributions, pension
from ivr.benefits.schema.people import demo_origin
from ivr.benefits.theirs import open_theirs
from ivr.database import place, reason

CONNECT_SECONDS = 5
Fact = dict[str, str | int]
"""One row of an answer: amounts as yuan with two decimals, dates as 2026-10-31, months as 2026-10."""


@dataclass(frozen=True)
class DemoPerson:
    id_number: str = field(repr=False)
    pin: str = field(repr=False)
    initial_pin: bool
    name: str
    sex: str
    status: str
    facts: dict[str, list[Fact]] = field(repr=False)
    """By look-up, the rows in the order in which they are said; none when nothing is recorded."""


def demo_people(url: URL, count: int) -> list[DemoPerson]:
    """The first people of the demo at `url`. Raises DemoRefused."""
    demo = _origin(url)
    return [_listed(demo, index) for index in range(min(count, demo.people))]


def _origin(url: URL) -> Demo:
    theirs = open_theirs(url, CONNECT_SECONDS)  # which makes no empty file where there is none
    try:
        with theirs.connect() as connection:
            row = connection.execute(select(demo_origin)).one()
    except SQLAlchemyError as error:
        told = f"{place(url)}: is no demo ({reason(error)}); `ivr demo-data` makes one, or set IVR_BENEFITS_URL"
        raise DemoRefused(told) from None
    finally:
        theirs.dispose()
    return Demo(people=row.people, seed=row.seed, as_of=row.as_of)


def _listed(demo: Demo, index: int) -> DemoPerson:
    somebody = person(demo.seed, index, demo.as_of)
    return DemoPerson(
        id_number=somebody.id_number,
        pin=pin(demo.seed, index),
        initial_pin=is_initial(index),
        name=somebody.name,
        sex=somebody.sex,
        status=somebody.status,
        facts=_facts(somebody, demo.as_of),
    )


def _facts(somebody: Person, as_of: date) -> dict[str, list[Fact]]:
    held: defaultdict[Table, list[dict[str, Any]]] = defaultdict(list)
    for table, row in life(somebody, as_of):
        held[table].append(row)
    newest = label(pension_month(as_of))
    payments = [row for row in held[pension.pension_payments] if row["month"] == newest]
    months = sorted(held[contributions.contributions], key=lambda row: str(row["month"]), reverse=True)
    day: Fact = {"as_of": str(as_of)}
    return {
        "pension_account": [_saved(row) | day for row in held[pension.pension_accounts]],
        "pension_this_month": [_payment(row) | day for row in payments],
        "contribution_years": [_total(row) | day for row in held[contributions.contribution_totals]],
        "contribution_details": [_month(row) | day for row in months],
    }


def _saved(row: dict[str, Any]) -> Fact:
    return {"balance": _yuan(row["balance"])}


def _payment(row: dict[str, Any]) -> Fact:
    money: Fact = {"month": row["month"], "gross": _yuan(row["gross"]), "net": _yuan(row["net"])}
    return money | {"paid_on": row["paid_on"], "bank_tail": row["bank_tail"]}


def _total(row: dict[str, Any]) -> Fact:
    return {"total": row["months"], "last_month": row["last_month"]}


def _month(row: dict[str, Any]) -> Fact:
    return {"month": row["month"], "base": _yuan(row["base"]), "amount": _yuan(row["amount"])}


def _yuan(value: float) -> str:
    return f"{value:.2f}"
