"""The first of the demo's people have, for certain, what hardly anybody has: so that every answer can be heard."""

from ivr.benefits.demo.people import Person

UNEMPLOYED = (3, 6)
"""Since last month, so that the benefit isn't used up."""
IN_ARREARS = (8, 9)
MOVED = (5, 8)
ANNUITIES = (0, 1)
INJURED_AND_PAID = (1, 8)
INJURED_WITH_A_FINDING = (1,)
INJURED_WAITING_FOR_ONE = (8,)
INJURED = (5, *INJURED_AND_PAID)
MOTHERS = (5, 9)
CERTIFIED = (0, 2, 14)
CERTIFIED_TOO_LONG_AGO = (11, 13)
SUSPENDED = (12, 15)
LOST_CARDS = (8, 9)
FORMERLY_LOST_CARDS = (5,)
FOUND_CARDS = (10,)
NEW_CARDS = (1, 4, 7)
APPLICANTS = (1, 5)
IN_DISPUTE = (1, 10)


def happens(person: Person, share: float, shown: tuple[int, ...]) -> bool:
    """To the people shown for certain, to the others by the dice."""
    return person.dice.random() < share or person.index in shown
