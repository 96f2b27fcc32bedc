"""Contributions: who is enrolled, what was paid, what is missing."""

from collections.abc import Iterator
from datetime import date

from ivr.benefits.demo.careers import Career
from ivr.benefits.demo.line import Line
from ivr.benefits.demo.months import label, number
from ivr.benefits.demo.offices import EMPLOYERS
from ivr.benefits.demo.people import Person, Status
from ivr.benefits.demo.showing import MOVED, happens
from ivr.benefits.schema import contributions as tables

INSURANCES = ("养老保险", "失业保险", "工伤保险")
ENROLLED = {Status.WORKING: "正常参保", Status.UNEMPLOYED: "暂停缴费"}
MOVED_FROM = ("示例省甲市", "示例省乙市", "示例省丙市")
MOVE_STAGES = ("已受理", "等待转出地确认", "资金划转中", "已办结")


def lines(person: Person, career: Career | None, as_of: date) -> Iterator[Line]:
    if career is None:
        return
    yield (
        tables.contribution_totals,
        {
            "person_id": person.id,
            "first_month": label(career.first),
            "last_month": label(career.last),
            "months": career.months,
        },
    )
    if person.status in ENROLLED:
        yield from _of_this_year(person, career, number(as_of) - 1)
        yield from _enrolments(person)
        yield from _move(person)


def _of_this_year(person: Person, career: Career, closed: int) -> Iterator[Line]:
    for month in career.recent(closed):
        base = career.base_in(month)
        row = {"person_id": person.id, "month": label(month), "base": base, "amount": career.due_in(month)}
        yield tables.contributions, row
    for month in sorted(career.gaps):
        yield tables.arrears, {"person_id": person.id, "month": label(month)}
    this_year = {"person_id": person.id, "year": career.july // 12, "base": career.base}
    yield tables.contribution_bases, {**this_year, "personal_due": career.due_in(career.july)}


def _enrolments(person: Person) -> Iterator[Line]:
    employer = 1 + person.dice.randrange(EMPLOYERS)
    for insurance in INSURANCES:
        row = {"person_id": person.id, "insurance": insurance, "status": ENROLLED[person.status]}
        yield tables.enrolments, {**row, "employer_id": employer}


def _move(person: Person) -> Iterator[Line]:
    if happens(person, 0.02, MOVED):
        where = {"moved_from": person.dice.choice(MOVED_FROM), "moved_to": "示例市"}
        yield tables.transfers, {"person_id": person.id, **where, "stage": person.dice.choice(MOVE_STAGES)}
