"""Opening times as a clerk writes them, 08:30-11:30 or closed, and the week they make."""

import datetime as dt
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from ivr.menus.unfit import Unfit

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WORKDAYS = "workdays"

_SPAN = re.compile(r"([0-9]{1,2}:[0-9]{2})\s*-\s*([0-9]{1,2}:[0-9]{2})")


@dataclass(frozen=True, order=True)
class Span:
    """The office is open from one minute of the day until another, when it is closed already."""

    opens: int
    closes: int

    def __str__(self) -> str:
        return "-".join(f"{minute // 60:02}:{minute % 60:02}" for minute in (self.opens, self.closes))

    def includes(self, moment: dt.datetime) -> bool:
        return self.opens <= moment.hour * 60 + moment.minute < self.closes


def _span(written: object) -> Span:
    match = _SPAN.fullmatch(str(written))
    if not match:
        raise Unfit(f"{written} 不是时段：请写成 08:30-11:30", f"{written} is no span of time: write 08:30-11:30")
    span = Span(_minute(match[1]), _minute(match[2]))
    if span.opens >= span.closes:
        raise Unfit(
            f"{written} 结束早于开始：请把早的写在前面",
            f"{written} ends before it begins: write the earlier time first",
        )
    return span


def _minute(written: str) -> int:
    hour, minute = map(int, written.split(":"))
    if minute > 59 or hour * 60 + minute > 24 * 60:
        raise Unfit(
            f"{written} 不是一天里的时刻：请写 00:00 到 24:00", f"{written} is no time of day: write 00:00 to 24:00"
        )
    return hour * 60 + minute


def _listed(written: object) -> object:
    if written == "closed":
        return []
    if not isinstance(written, list):
        raise Unfit(
            "请把时段写在方括号里，如 [08:30-11:30, 13:00-17:00]，或写 closed",
            "write times in brackets, as [08:30-11:30, 13:00-17:00], or closed",
        )
    return written


def _in_order(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    ordered = sorted(spans)
    for earlier, later in pairwise(ordered):
        if later.opens < earlier.closes:
            raise Unfit(
                f"{earlier} 和 {later} 重叠：请合成一段，或把后一段推迟",
                f"{earlier} and {later} overlap: write them as one, or the second later",
            )
    return tuple(ordered)


def _weekday(name: object) -> object:
    if name not in (WORKDAYS, *WEEK):
        days = ", ".join((WORKDAYS, *WEEK))
        raise Unfit(f"没有这样的日子：请写 {days}", f"there is no such day: write {days}")
    return name


def _with_workdays(week: "Week") -> "Week":
    if WORKDAYS not in week:
        raise Unfit(
            f"缺少 {WORKDAYS}：请写平常工作日的时段", f"{WORKDAYS} is missing: write the times of an ordinary day"
        )
    return week


Spans = Annotated[
    tuple[Annotated[Span, BeforeValidator(_span)], ...], BeforeValidator(_listed), AfterValidator(_in_order)
]
Week = dict[Annotated[str, BeforeValidator(_weekday)], Spans]
Hours = Annotated[Week, AfterValidator(_with_workdays)]
