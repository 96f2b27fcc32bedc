"""Months as numbers, so that they can be counted: years times twelve and the months before it."""

from datetime import date
from functools import cache


def number(day: date) -> int:
    return day.year * 12 + day.month - 1


@cache
def label(month: int) -> str:
    """As the database holds it: 2026-10."""
    return f"{month // 12:04}-{month % 12 + 1:02}"


def day_in(month: int, day: int) -> str:
    """A day of that month as the database holds it: 2026-10-15."""
    return f"{label(month)}-{day:02}"
