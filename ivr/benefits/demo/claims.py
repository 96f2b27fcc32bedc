"""Unemployment, work injury and maternity."""

from collections.abc import Iterator
from datetime import date

from ivr.benefits.demo.careers import Career
from ivr.benefits.demo.line import Line
from ivr.benefits.demo.months import day_in, label, number
from ivr.benefits.demo.numbers import case_number
from ivr.benefits.demo.people import Person, Sex, Status
from ivr.benefits.demo.showing import (
    INJURED,
    INJURED_AND_PAID,
    INJURED_WAITING_FOR_ONE,
    INJURED_WITH_A_FINDING,
    MOTHERS,
    happens,
)
from ivr.benefits.schema import claims as tables

PAYDAY = 20
UNEMPLOYMENT_BENEFIT = 190_000
"""Fen a month, about."""
INJURY_STAGES = ("已受理", "调查核实中", "已作出认定")
MATERNITY_STAGES = ("已受理", "审核中", "已发放")


def unemployment_month(as_of: date) -> int:
    """The newest month whose benefits have been paid."""
    return number(as_of) - (as_of.day < PAYDAY)


def lines(person: Person, career: Career | None, as_of: date) -> Iterator[Line]:
    if career is None:
        return
    if person.status is Status.UNEMPLOYED:
        yield from _unemployment(person, career, as_of)
    if person.status is Status.WORKING and happens(person, 0.01, INJURED):
        yield from _injury(person, as_of)
    if person.status is Status.WORKING and person.sex is Sex.FEMALE and happens(person, 0.03, MOTHERS):
        amount = person.dice.randint(1_000_000, 6_000_000) / 100
        stage = person.dice.choice(MATERNITY_STAGES)
        yield tables.maternity_claims, {"person_id": person.id, "stage": stage, "amount": amount}


def _unemployment(person: Person, career: Career, as_of: date) -> Iterator[Line]:
    """Two months of benefit for each year paid in, two years at most, from the month after the last contribution."""
    approved = max(2, min(24, career.months // 12 * 2))
    newest = unemployment_month(as_of)
    months = range(career.last + 1, newest + 1)[:approved]
    stage = ("审核中", "等待审核结果") if not months else ("已批准", "按月发放，无需再办")
    yield (
        tables.unemployment_claims,
        {
            "person_id": person.id,
            "stage": stage[0],
            "next_step": stage[1],
            "months_approved": approved,
            "months_paid": len(months),
        },
    )
    amount = (UNEMPLOYMENT_BENEFIT + person.dice.randint(-10_000, 10_000)) / 100
    for month in months:
        row = {"person_id": person.id, "month": label(month), "amount": amount}
        yield tables.unemployment_payments, {**row, "paid_on": day_in(month, PAYDAY)}


def _injury(person: Person, as_of: date) -> Iterator[Line]:
    dice, this_month = person.dice, number(as_of)
    stage = INJURY_STAGES[-1] if person.index in INJURED_AND_PAID else dice.choice(INJURY_STAGES)
    recognition = {"case_number": case_number(person, as_of, 0), "person_id": person.id, "stage": stage}
    yield tables.injury_recognitions, {**recognition, "due_on": day_in(this_month + 1, dice.randint(1, 28))}
    if stage != INJURY_STAGES[-1]:
        return
    concluded = happens(person, 0.5, INJURED_WITH_A_FINDING) and person.index not in INJURED_WAITING_FOR_ONE
    appointed = day_in(this_month + (-1 if concluded else 1), dice.randint(1, 28))
    yield tables.injury_appraisals, {"person_id": person.id, "appointed_on": appointed, "concluded": concluded}
    for item in ("工伤医疗费", "住院伙食补助"):
        row = {"person_id": person.id, "item": item, "amount": dice.randint(20_000, 2_000_000) / 100}
        yield tables.injury_payments, {**row, "paid_on": day_in(this_month - 1, dice.randint(1, 28))}
