"""The city's own words: the name of a place in the wording, and what a clerk wrote for it, as it is said."""

import re
from typing import Annotated

from pydantic import BeforeValidator

from ivr.menus.unfit import Unfit
from ivr.spoken.integers import count
from ivr.spoken.phones import phone
from ivr.spoken.text import text


def _place(name: object) -> object:
    if not re.fullmatch("[a-z][a-z_]{0,47}", str(name)):
        raise Unfit("名字只能用小写字母和 _", "write the name of a place with small letters and _ only")
    return name


def _words(value: object) -> str:
    """A number is a count, digits in quotes are a telephone number, everything else is text."""
    if isinstance(value, int) and value < 10_000:
        return count(value)
    if isinstance(value, str) and any(character.isalpha() for character in value):
        return text(value)
    try:
        return phone(value if isinstance(value, str) else "")
    except ValueError:
        raise Unfit(
            '请写不超过 9999 的数、加引号的电话号码如 "12333"，或文字',
            'write a number up to 9999, a telephone number as "12333", or words',
        ) from None


City = dict[Annotated[str, BeforeValidator(_place)], Annotated[str, BeforeValidator(_words)]]
