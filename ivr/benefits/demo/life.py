"""All that the database holds about one person, but for the person's own row."""

from collections.abc import Iterator
from datetime import date

from ivr.benefits.demo import cards, cases, claims, contributions, pension
from ivr.benefits.demo.careers import career
from ivr.benefits.demo.line import Line
from ivr.benefits.demo.people import Person


def life(person: Person, as_of: date) -> Iterator[Line]:
    """To be made once for a person: it uses up their dice."""
    worked = career(person, as_of)
    yield from contributions.lines(person, worked, as_of)
    yield from pension.lines(person, worked, as_of)
    yield from claims.lines(person, worked, as_of)
    yield from cards.lines(person, as_of)
    yield from cases.lines(person, as_of)
