"""China's public holidays and the Saturdays and Sundays that are worked for them (调休)."""

import datetime as dt
from functools import cache

from holidays import HolidayBase, country_holidays


def holiday(day: dt.date) -> str | None:
    """The Chinese name of the holiday, or what the day off is taken for."""
    return _name(day) or (_weekend(day) if day.weekday() >= 5 and not is_made_up(day) else None)


def is_made_up(day: dt.date) -> bool:
    """Whether it is a Saturday or Sunday that is worked."""
    return day in _year(day.year).weekend_workdays


def is_known(year: int) -> bool:
    """Whether the State Council's days for the year are in the library: every year since 2001 has made-up days."""
    return any(day.year == year for day in _year(year).weekend_workdays)


def _weekend(day: dt.date) -> str | None:
    # The library names the days of the law; a weekend that touches one is off with it, for Saturday's opening hours too.
    saturday = day - dt.timedelta(day.weekday() - 5)
    off = (free for free in (saturday, saturday + dt.timedelta(1)) if not is_made_up(free))
    names = (_name(free + dt.timedelta(step)) for free in off for step in (-1, 0, 1))
    return next(filter(None, names), None)


def _name(day: dt.date) -> str | None:
    return _year(day.year).get(day)


@cache
def _year(year: int) -> HolidayBase:
    # Whole and never changed again: by itself the library adds years while it is asked, and calls are threads.
    return country_holidays("CN", language="zh_CN", years=year, expand=False)
