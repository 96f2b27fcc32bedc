"""Digit by digit, as numbers that only identify are read: 幺二三三三."""

import re

from ivr.spoken.integers import NUMERALS

PAUSE = "，"
"""Between groups; a voice makes it a pause of at least 300 ms."""

_FIGURES = str.maketrans("0123456789", NUMERALS)
_IDENTIFYING = str.maketrans("0123456789", NUMERALS.replace("一", "幺"))


def digits(number: str) -> str:
    """Each digit by its name, 1 as 幺. Raises ValueError where anything but 0-9 stands."""
    if not re.fullmatch("[0-9]+", number):
        raise ValueError("digits are 0-9, at least one")
    return spelled(number)


def card_tail(number: str) -> str:
    """The last four characters of a card number, letters as they are. The rest is never said, even when given."""
    if not re.fullmatch("[0-9A-Z]{4,}", number):
        raise ValueError("a card number has four or more characters, 0-9 and A-Z")
    return spelled(number[-4:])


def spelled(characters: str) -> str:
    return characters.translate(_IDENTIFYING)


def figures(number: str) -> str:
    """Each digit by its name, 1 as 一: years, and what follows a decimal point."""
    return number.translate(_FIGURES)
