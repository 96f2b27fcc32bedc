"""Social-security cards."""

from collections.abc import Iterator
from datetime import date, timedelta

from ivr.benefits.demo.line import Line
from ivr.benefits.demo.months import day_in, number
from ivr.benefits.demo.numbers import case_number
from ivr.benefits.demo.offices import OUTLETS
from ivr.benefits.demo.people import Person
from ivr.benefits.schema import cards as tables

NORMAL, LOST = "正常", "挂失"
ORDER_STAGES = ("已受理", "制卡中", "已到网点，可领取")
LOSS_DAYS = 7
"""After so many days a card that was reported lost is unlocked again."""


def lines(person: Person, as_of: date) -> Iterator[Line]:
    lot = person.dice.random()
    lost = lot < 0.005
    status = LOST if lost else NORMAL
    # The letter says at once that it is none of a real card's.
    yield tables.social_cards, {"person_id": person.id, "card_number": f"X{person.id:08}", "status": status}
    if lost:
        reported = as_of - timedelta(person.dice.randrange(LOSS_DAYS))
        row = {"case_number": case_number(person, as_of, 1), "person_id": person.id, "reported_on": str(reported)}
        ends = {"lapses_on": str(reported + timedelta(LOSS_DAYS)), "released_on": None, "request": None}
        yield tables.card_losses, {**row, **ends}
    if lot < 0.02:
        stage, outlet = person.dice.choice(ORDER_STAGES), 1 + person.dice.randrange(OUTLETS)
        ready = day_in(number(as_of) + (stage != ORDER_STAGES[-1]), 1)
        yield tables.card_orders, {"person_id": person.id, "stage": stage, "outlet_id": outlet, "ready_on": ready}
