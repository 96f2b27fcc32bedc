"""Dates, months and durations: 二零二六年十月三十一日, 十八年零三个月."""

import datetime as dt

from ivr.spoken.digits import figures
from ivr.spoken.integers import count, integer


def date(day: dt.date) -> str:
    return f"{month(day)}{integer(day.day)}日"


def month(day: dt.date) -> str:
    """The month that the day lies in."""
    return f"{year(day.year)}{integer(day.month)}月"


def year(number: int) -> str:
    return figures(f"{number:04}") + "年"


def months(number: int) -> str:
    """A duration given in months, as years and months."""
    years, rest = divmod(number, 12)
    if years <= 0:
        return count(number, "个月")
    return count(years, "年") + (f"零{count(rest, '个月')}" if rest else "")
