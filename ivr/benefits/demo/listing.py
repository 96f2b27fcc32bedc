"""The demo's people with their PINs, and what each of them should hear: made again from the seed."""

from dataclasses import dataclass, field

from sqlalchemy import URL, select
from sqlalchemy.exc import SQLAlchemyError

from ivr.benefits.demo.facts import facts
from ivr.benefits.demo.facts.held import Facts
from ivr.benefits.demo.people import person
from ivr.benefits.demo.pins import is_initial, pin
from ivr.benefits.demo.plan import Demo, DemoRefused
from ivr.benefits.schema.people import demo_origin
from ivr.benefits.theirs import open_theirs
from ivr.database import place, reason

CONNECT_SECONDS = 5


@dataclass(frozen=True)
class DemoPerson:
    id_number: str = field(repr=False)
    pin: str = field(repr=False)
    initial_pin: bool
    name: str
    sex: str
    status: str
    facts: Facts = field(repr=False)
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
        facts=facts(somebody, demo),
    )
