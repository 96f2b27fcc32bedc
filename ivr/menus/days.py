"""Days as a clerk writes them: 2026-12-31, or 2027-02-05..2027-02-12."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator

from ivr.menus.hours import Spans
from ivr.menus.unfit import Unfit

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Days:
    """A day, or all days from one to another."""

    first: dt.date
    last: dt.date

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}..{self.last}"

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last

    def __len__(self) -> int:
        return (self.last - self.first).days + 1


def _days(written: object) -> Days:
    first, dots, last = str(written).partition("..")
    days = Days(day(first), day(last if dots else first))
    if dots and days.first >= days.last:
        raise Unfit(
            f"{written} 结束早于第二天：请把早的日期写在前面",
            f"{written} ends before its second day: write the earlier day first",
        )
    return days


def day(written: str) -> dt.date:
    """Raises Unfit, which says how a day is written."""
    if not _DAY.fullmatch(written):
        raise Unfit(
            f"{written} 不是日期：请写成 2026-12-31，几天连着写 2027-02-05..2027-02-12",
            f"{written} is no day: write 2026-12-31, or for several days 2027-02-05..2027-02-12",
        )
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        raise Unfit(
            f"日历上没有 {written}：请写有的日期", f"{written} is not in the calendar: write a day that there is"
        ) from None


Overrides = dict[Annotated[Days, BeforeValidator(_days)], Spans]
"""Days with hours of their own."""
