"""From what a database driver hands over to the words of an answer."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from ivr.spoken.say import Kind, say

CODE = "code"
"""A column that is never spoken: it steers the call, or is for the program alone."""
KINDS = frozenset({*Kind, CODE})

_MONTH = re.compile(r"(\d{4})-?(\d{2})")


def in_words(kind: str, value: object) -> str:
    """Raises ValueError, TypeError or ArithmeticError for a value that isn't of its kind."""
    if kind == CODE:
        return _text(value)
    return say(kind, _READERS[Kind(kind)](value))


def _text(value: object) -> str:
    """PostgreSQL fills CHAR columns with spaces. Numbers are refused: as one, 0044 had lost its zeros."""
    if not isinstance(value, str):
        raise TypeError("a text is wanted")
    return value.strip()


def _decimal(value: object) -> Decimal:
    """SQLite has no decimals: what is beyond its sixth decimal is noise of the binary fraction."""
    return Decimal(str(round(value, 6) if isinstance(value, float) else value))


def _whole(value: object) -> int:
    number = _decimal(value)
    if number != int(number):
        raise ValueError("a whole number is wanted")
    return int(number)


def _date(value: object) -> date:
    """SQLite has no dates either, but text as 2026-10-31, with a time of day or without."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else datetime.fromisoformat(_text(value)).date()


def _month(value: object) -> date:
    """A date, or 2026-10 or 202610."""
    if match := _MONTH.fullmatch(str(value).strip()):
        return date(int(match[1]), int(match[2]), 1)
    return _date(value)


_READERS: dict[Kind, Callable[[object], object]] = {
    Kind.AMOUNT: _decimal,
    Kind.DATE: _date,
    Kind.MONTH: _month,
    Kind.MONTHS: _whole,
    Kind.COUNT: _whole,
    Kind.DIGITS: _text,
    Kind.PHONE: _text,
    Kind.ID_NUMBER: _text,
    Kind.CASE_NUMBER: _text,
    Kind.CARD_TAIL: _text,
    Kind.PERCENT: _decimal,
    Kind.TEXT: _text,
}
