"""The office's file changed as a clerk would change it by hand."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

from ivr.menus.editing.rewriting import rewritten, value_at
from ivr.menus.office_file import OfficeLoader

Spans = Sequence[str]
"""As 08:30-11:30; none for closed. Whether they are such, is seen when the file is read."""
DAYS = "days"


def with_announcement(path: Path, text: str, words: str, begins: dt.datetime, until: dt.datetime) -> str:
    """The moments are the office's clock. Raises TreeFault."""
    moments = {"from": f"{begins:%Y-%m-%d %H:%M}", "until": f"{until:%Y-%m-%d %H:%M}"}
    return rewritten(path, text, ("announcement",), {"text": words, **moments}, OfficeLoader)


def without_announcement(path: Path, text: str) -> str:
    """Raises TreeFault."""
    return rewritten(path, text, ("announcement",), None, OfficeLoader)


def with_hours(path: Path, text: str, week: Mapping[str, Spans]) -> str:
    """Raises TreeFault."""
    return rewritten(path, text, ("hours",), {day: _written(spans) for day, spans in week.items()}, OfficeLoader)


def with_days(path: Path, text: str, days: str, spans: Spans) -> str:
    """Days with hours of their own, as 2026-12-31 or 2027-02-05..2027-02-12, in place of what was written for just these.

    Raises TreeFault.
    """
    there = value_at(path, text, (DAYS,), OfficeLoader) or {}
    return rewritten(path, text, (DAYS,), {**there, days: _written(spans)}, OfficeLoader)


def without_days(path: Path, text: str, days: str) -> str:
    """Raises TreeFault."""
    there = value_at(path, text, (DAYS,), OfficeLoader) or {}
    left = {written: spans for written, spans in there.items() if written != days}
    return rewritten(path, text, (DAYS,), left or None, OfficeLoader)


def _written(spans: Spans) -> list[str] | str:
    return list(spans) or "closed"
