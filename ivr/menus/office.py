"""What differs from city to city and from day to day: words for the wording, opening hours, an urgent announcement."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from ivr.menus.days import Days
from ivr.menus.holidays import holiday, is_known, is_made_up
from ivr.menus.hours import WEEK, WORKDAYS, Span
from ivr.menus.office_file import OfficeFile, parse_office_file, read_office_file

CHINA = ZoneInfo("Asia/Shanghai")
_HORIZON = 366


@dataclass(frozen=True)
class Office:
    """Answers for any moment that has a zone; without one it is a ValueError. What it returns is in the office's zone."""

    file: OfficeFile
    zone: ZoneInfo

    @property
    def city(self) -> Mapping[str, str]:
        """The city's own words, by the name of their place in the wording."""
        return self.file.city

    def is_open(self, moment: dt.datetime) -> bool:
        local = self._local(moment)
        return any(span.includes(local) for span in self._spans(local.date()))

    def next_opening(self, moment: dt.datetime) -> dt.datetime | None:
        """The moment itself when the office is open; None when it stays closed for a year."""
        local = self._local(moment)
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        for start in (midnight + dt.timedelta(days) for days in range(_HORIZON)):
            for span in self._spans(start.date()):
                if local < start + dt.timedelta(minutes=span.closes):
                    return max(local, start + dt.timedelta(minutes=span.opens))
        return None

    def why(self, moment: dt.datetime) -> str:
        """Which rule the day's hours come from, if it is not that of the weekday; for a clerk."""
        day = self._local(moment).date()
        if override := self._override(day):
            return f"个别日期 single day {override}"
        return holiday(day) or ("调休上班 make-up working day" if is_made_up(day) else "")

    def announcement_at(self, moment: dt.datetime) -> str | None:
        announcement = self.file.announcement
        return announcement.text if announcement and announcement.holds(self._local(moment)) else None

    def loss_until(self, moment: dt.datetime) -> dt.date:
        """The day on which a card that is reported lost at this moment is unlocked again."""
        rule, day = self.file.card_loss, self._local(moment).date()
        if rule.counted == "days":
            return day + dt.timedelta(rule.days)
        later = (day + dt.timedelta(days) for days in range(1, _HORIZON))
        return next(islice((one for one in later if self._spans(one)), rule.days - 1, None))

    def calendar_missing(self, moment: dt.datetime) -> int | None:
        """The year whose official holidays `holidays` does not know yet: this one or, in December, the next."""
        today = self._local(moment).date()
        years = (today.year, today.year + 1) if today.month == 12 else (today.year,)
        return next((year for year in years if not is_known(year)), None)

    def _local(self, moment: dt.datetime) -> dt.datetime:
        if moment.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return moment.astimezone(self.zone)

    def _spans(self, day: dt.date) -> tuple[Span, ...]:
        hours = self.file.hours
        if override := self._override(day):
            return self.file.days[override]
        if holiday(day):
            return ()
        if is_made_up(day):
            return hours[WORKDAYS]
        return hours.get(WEEK[day.weekday()], hours[WORKDAYS] if day.weekday() < 5 else ())

    def _override(self, day: dt.date) -> Days | None:
        # The shortest one: a day can be set apart inside a range.
        return min((days for days in self.file.days if day in days), key=len, default=None)


def load_office(path: Path, zone: ZoneInfo = CHINA) -> Office:
    """Raises TreeFault with the line of the first thing that is wrong."""
    return Office(read_office_file(path), zone)


def parse_office(text: str, zone: ZoneInfo = CHINA) -> Office:
    """Of a text that would stand in office.yaml. Raises TreeFault."""
    return Office(parse_office_file(Path("office.yaml"), text), zone)
