"""Cases in hand and labour disputes."""

from collections.abc import Iterator
from datetime import date, timedelta

from ivr.benefits.demo.line import Line
from ivr.benefits.demo.numbers import case_number
from ivr.benefits.demo.people import Person, Status
from ivr.benefits.demo.showing import APPLICANTS, IN_DISPUTE, happens
from ivr.benefits.schema import cases as tables

MATTERS = ("社保关系转移", "参保登记", "灵活就业补贴", "技能提升补贴", "档案转递")
STAGES = ("已受理", "审核中", "待补材料", "已办结")
PROCEDURES = {"劳动仲裁": ("已立案", "等待开庭", "已裁决"), "劳动监察": ("已受理", "调查中", "已结案")}


def lines(person: Person, as_of: date) -> Iterator[Line]:
    dice = person.dice
    if happens(person, 0.1, APPLICANTS):
        for which in range(dice.randint(1, 5)):
            yield _case(person, as_of, which)
    if person.status is Status.WORKING and happens(person, 0.005, IN_DISPUTE):
        procedure = dice.choice(tuple(PROCEDURES))
        row = {"case_number": case_number(person, as_of, 2), "person_id": person.id, "procedure": procedure}
        yield tables.labour_cases, {**row, "stage": dice.choice(PROCEDURES[procedure])}


def _case(person: Person, as_of: date, which: int) -> Line:
    received = as_of - timedelta(person.dice.randint(1, 180 if which == 0 else 300))
    due = received + timedelta(person.dice.choice((15, 30, 60)))
    row = {"case_number": case_number(person, as_of, 3 + which), "person_id": person.id}
    what = {"matter": person.dice.choice(MATTERS), "stage": person.dice.choice(STAGES)}
    return tables.cases, {**row, **what, "received_on": str(received), "due_on": str(due)}
