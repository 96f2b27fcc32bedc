"""Social-security cards."""

from collections.abc import Iterator
from datetime import date, timedelta

from ivr.benefits.demo.line import Line
from ivr.benefits.demo.months import day_in, number
from ivr.benefits.demo.numbers import case_number
from ivr.benefits.demo.offices import OUTLETS
from ivr.benefits.demo.people import Person, Status
from ivr.benefits.demo.showing import FORMERLY_LOST_CARDS, FOUND_CARDS, LOST_CARDS, NEW_CARDS, happens
from ivr.benefits.schema import cards as tables

NORMAL, LOST = "正常", "挂失"
ORDER_STAGES = ("已受理", "制卡中", "已到网点，可领取")
LOSS_DAYS = 7
"""So many days after it was reported lost, a card is unlocked again at the end of the day."""


def lines(person: Person, as_of: date) -> Iterator[Line]:
    if person.status is not Status.UNINSURED:
        yield from _card(person, as_of)
    if happens(person, 0.015, NEW_CARDS):
        stage, outlet = person.dice.choice(ORDER_STAGES), 1 + person.dice.randrange(OUTLETS)
        ready = day_in(number(as_of) + (stage != ORDER_STAGES[-1]), 1)
        yield tables.card_orders, {"person_id": person.id, "stage": stage, "outlet_id": outlet, "ready_on": ready}


def _card(person: Person, as_of: date) -> Iterator[Line]:
    lost = happens(person, 0.005, LOST_CARDS)
    status = LOST if lost else NORMAL
    # The letter says at once that it is none of a real card's.
    yield tables.social_cards, {"person_id": person.id, "card_number": f"X{person.id:08}", "status": status}
    if lost:
        yield _loss(person, as_of, as_of - timedelta(person.dice.randrange(LOSS_DAYS)), None)
    elif happens(person, 0.002, FORMERLY_LOST_CARDS):
        yield _loss(person, as_of, as_of - timedelta(person.dice.randint(LOSS_DAYS + 1, 60)), None)
    elif happens(person, 0.002, FOUND_CARDS):
        found = as_of - timedelta(person.dice.randrange(LOSS_DAYS))
        yield _loss(person, as_of, found, found)
        row = {"case_number": case_number(person, as_of, 8), "person_id": person.id}
        yield tables.card_releases, {**row, "request": f"demo-{person.id}", "released_on": str(found)}


def _loss(person: Person, as_of: date, reported: date, released: date | None) -> Line:
    row = {"case_number": case_number(person, as_of, 1), "person_id": person.id, "request": None}
    ends = {"lapses_on": str(reported + timedelta(LOSS_DAYS)), "released_on": released and str(released)}
    return tables.card_losses, {**row, "reported_on": str(reported), **ends}
