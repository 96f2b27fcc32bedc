"""The kinds of value that an answer can hold, and the words of each."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from typing import Any

from ivr.spoken.amounts import amount
from ivr.spoken.cases import case_number
from ivr.spoken.dates import date, month, months
from ivr.spoken.digits import card_tail, digits
from ivr.spoken.ids import id_number
from ivr.spoken.integers import count
from ivr.spoken.percentages import percent
from ivr.spoken.phones import phone
from ivr.spoken.text import text


class Kind(StrEnum):
    """How a value is said, by the name that menu trees use for it."""

    AMOUNT = "amount"
    DATE = "date"
    MONTH = "month"
    MONTHS = "months"
    """A duration in months."""
    COUNT = "count"
    DIGITS = "digits"
    PHONE = "phone"
    ID_NUMBER = "id_number"
    CASE_NUMBER = "case_number"
    CARD_TAIL = "card_tail"
    PERCENT = "percent"
    TEXT = "text"


_WORDS: dict[Kind, tuple[type, Callable[[Any], str]]] = {
    Kind.AMOUNT: (Decimal, amount),
    Kind.DATE: (dt.date, date),
    Kind.MONTH: (dt.date, month),
    Kind.MONTHS: (int, months),
    Kind.COUNT: (int, count),
    Kind.DIGITS: (str, digits),
    Kind.PHONE: (str, phone),
    Kind.ID_NUMBER: (str, id_number),
    Kind.CASE_NUMBER: (str, case_number),
    Kind.CARD_TAIL: (str, card_tail),
    Kind.PERCENT: (Decimal, percent),
    Kind.TEXT: (str, text),
}


def say(kind: str, value: object) -> str:
    """The value in words. Raises ValueError that names the kind and the fault, and never shows the value."""
    expected, words = _WORDS[Kind(kind)]
    if not isinstance(value, expected):
        # A look-up's column has the wrong type: to a caller the same as a value of the wrong shape.
        raise ValueError(f"{kind}: needs a {expected.__name__}, got a {type(value).__name__}")  # noqa: TRY004
    try:
        return words(value)
    except ValueError as fault:
        raise ValueError(f"{kind}: {fault}") from None
