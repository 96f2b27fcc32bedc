"""Case numbers: the year and eight digits, different for every case of every person."""

from datetime import date

from ivr.benefits.demo.people import Person

CASES_A_PERSON = 10


def case_number(person: Person, as_of: date, which: int) -> str:
    """`which` is 0 to 9: each kind of case of one person has its own."""
    return f"{as_of.year}{person.index * CASES_A_PERSON + which:08}"
