"""Whole numbers as they are said: 三千两百五十六."""

NUMERALS = "零一二三四五六七八九"
LIMIT = 10**12
"""The largest number that is said, in either direction."""

_PLACES = ((1000, "千"), (100, "百"), (10, "十"), (1, ""))
_GROUPS = ((10**8, "亿"), (10**4, "万"))


def integer(number: int) -> str:
    """The number as counted; a two is 两 before 百 and 千 and, where it stands alone, before 万 and 亿.

    Raises ValueError beyond LIMIT.
    """
    if abs(number) > LIMIT:
        raise ValueError("no number beyond a million million is said")
    if number < 0:
        return "负" + integer(-number)
    words = _groups(number)
    return words[1:] if words.startswith("一十") else words


def count(number: int, measure: str = "") -> str:
    """The number before a measure word, its own or one that follows in the wording: 两个月, 十二天."""
    if number < 0:
        raise ValueError("a count is not negative")
    return ("两" if number == 2 else integer(number)) + measure


def _groups(number: int) -> str:
    for size, name in _GROUPS:
        if number >= size:
            head, rest = divmod(number, size)
            return ("两" if head == 2 else _groups(head)) + name + _after(rest, size)
    return _places(number)


def _places(number: int) -> str:
    """A number below 10,000."""
    for size, name in _PLACES:
        if number >= size > 1:
            head, rest = divmod(number, size)
            return ("两" if head == 2 and size > 10 else NUMERALS[head]) + name + _after(rest, size)
    return NUMERALS[number]


def _after(rest: int, size: int) -> str:
    """What follows a unit: nothing, the rest, or 零 and the rest when the next lower place is empty."""
    if not rest:
        return ""
    return ("" if rest * 10 >= size else "零") + _groups(rest)
