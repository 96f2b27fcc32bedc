"""Accounts, pensions and proofs of life."""

from collections.abc import Iterator
from datetime import date

from ivr.benefits.demo.careers import Career
from ivr.benefits.demo.line import Line
from ivr.benefits.demo.months import day_in, label, number
from ivr.benefits.demo.people import Person, Status
from ivr.benefits.demo.showing import ANNUITIES, CERTIFIED, CERTIFIED_TOO_LONG_AGO, SUSPENDED, happens
from ivr.benefits.schema import pension as tables

PAYDAY = 5
MONTHS_KEPT = 3


def pension_month(as_of: date) -> int:
    """The newest month whose pensions have been paid."""
    return number(as_of) - (as_of.day < PAYDAY)


def lines(person: Person, career: Career | None, as_of: date) -> Iterator[Line]:
    if career is None:
        return
    yield tables.pension_accounts, {"person_id": person.id, "balance": _balance(person, career)}
    if happens(person, 0.1, ANNUITIES):
        balance = person.dice.randint(300_000, 9_000_000) / 100
        yield tables.occupational_annuities, {"person_id": person.id, "balance": balance}
    if person.status is Status.RETIRED:
        yield from _drawn(person, as_of)


def _balance(person: Person, career: Career) -> float:
    """What was paid in at lower bases in earlier years; a pensioner has drawn part of it."""
    kept = person.dice.uniform(0.05, 0.4) if person.status is Status.RETIRED else person.dice.uniform(0.5, 0.9)
    return round(career.months * career.due_in(career.july) * kept, 2)


def _drawn(person: Person, as_of: date) -> Iterator[Line]:
    dice, newest = person.dice, pension_month(as_of)
    suspended = happens(person, 0.04, SUSPENDED) and person.index not in (*CERTIFIED, *CERTIFIED_TOO_LONG_AGO)
    too_old = happens(person, 0.02, CERTIFIED_TOO_LONG_AGO) and person.index not in CERTIFIED
    certified = newest - (dice.randint(13, 20) if suspended or too_old else dice.randint(0, 11))
    yield (
        tables.certifications,
        {
            "person_id": person.id,
            "certified": label(certified),
            "valid_until": day_in(certified + 12, 28),
            "suspended": suspended,
        },
    )
    gross = dice.randint(180_000, 900_000)
    deducted = dice.choice((0, 0, 0, dice.randint(500, 20_000)))
    tail = f"{dice.randrange(10_000):04}"
    if not suspended:
        yield from _payments(person, newest, gross / 100, (gross - deducted) / 100, tail)


def _payments(person: Person, newest: int, gross: float, net: float, tail: str) -> Iterator[Line]:
    for month in range(newest - MONTHS_KEPT + 1, newest + 1):
        yield (
            tables.pension_payments,
            {
                "person_id": person.id,
                "month": label(month),
                "gross": gross,
                "net": net,
                "paid_on": day_in(month, PAYDAY),
                "bank_tail": tail,
            },
        )
