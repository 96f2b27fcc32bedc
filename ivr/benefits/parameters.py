"""The values that SQL files may ask for, by name."""

from collections.abc import Callable, Mapping, Set
from datetime import date

from pydantic import SecretStr

ID_NUMBER, CASE_NUMBER, DISTRICT = "id_number", "case_number", "district"
ASKED = frozenset({ID_NUMBER, CASE_NUMBER, DISTRICT})
"""What a look-up has from the conversation."""
TODAY, LOSS_UNTIL, HALF_YEAR_AGO = "today", "loss_until", "half_year_ago"
DATES = frozenset({TODAY, LOSS_UNTIL, HALF_YEAR_AGO})
"""What is the same for every caller of a day."""
REQUEST = "request"
"""The name of one change, the same when it is asked for again."""

Extras = Callable[[], Mapping[str, str]]
"""Gives `today` by the office's calendar, and `loss_until`, the last day that a card reported lost today is locked.

Both as text: 2026-10-31.
"""


class Missing(Exception):
    """A value that the SQL asks for isn't there; the message names it."""


def filled(names: Set[str], values: Mapping[str, SecretStr], extras: Extras) -> dict[str, object]:
    """The wanted values. Raises Missing for what the conversation should have given."""
    if missing := sorted(name for name in names - DATES if not _has(values, name)):
        raise Missing(f"it was asked without {', '.join(missing)}")
    dates = _days(extras)
    return {name: dates[name] if name in DATES else values[name].get_secret_value() for name in names}


def _days(extras: Extras) -> dict[str, date]:
    given = {name: date.fromisoformat(day) for name, day in extras().items()}
    return {**given, HALF_YEAR_AGO: half_a_year_before(given[TODAY])}


def _has(values: Mapping[str, SecretStr], name: str) -> bool:
    return name in values and bool(values[name].get_secret_value())


def half_a_year_before(day: date) -> date:
    """The same day six months before; the 28th where that month might not have it."""
    year, month = (day.year, day.month - 6) if day.month > 6 else (day.year - 1, day.month + 6)
    return date(year, month, min(day.day, 28))
