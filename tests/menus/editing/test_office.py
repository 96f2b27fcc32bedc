"""The office's file changed by a page as a clerk changes it by hand."""

import datetime as dt
from pathlib import Path

from ivr.menus.editing.office import (
    with_announcement,
    with_days,
    with_hours,
    without_announcement,
    without_days,
)
from ivr.menus.office_file import OfficeFile, read_office_file
from ivr.settings import DIALPLAN

PATH = DIALPLAN / "office.yaml"
TEXT = PATH.read_text(encoding="utf-8")
MORNING = "08:30-11:30"
EVE, SPRING = "2026-12-31", "2027-02-05..2027-02-12"


def read(text: str, folder: Path) -> OfficeFile:
    (folder / "office.yaml").write_text(text, encoding="utf-8")
    return read_office_file(folder / "office.yaml")


def comments(text: str) -> list[str]:
    return [line for line in text.split("\n") if "#" in line]


def test_an_announcement_is_written_and_taken_away_again(tmp_path: Path) -> None:
    begins, until = dt.datetime(2026, 11, 24, 8, 0), dt.datetime(2026, 11, 24, 12, 0)  # noqa: DTZ001  # the office's clock
    on = with_announcement(PATH, TEXT, "今天上午系统维护: 12 点恢复。", begins, until)
    announcement = read(on, tmp_path).announcement
    assert announcement is not None
    assert (announcement.begins, announcement.until) == (begins, until)
    assert comments(on) == comments(TEXT)
    off = without_announcement(PATH, on)
    assert read(off, tmp_path).announcement is None
    assert comments(off) == comments(TEXT)


def test_days_come_and_go(tmp_path: Path) -> None:
    both = with_days(PATH, with_days(PATH, TEXT, EVE, [MORNING]), SPRING, [])
    assert {str(days): list(map(str, spans)) for days, spans in read(both, tmp_path).days.items()} == {
        EVE: [MORNING],
        SPRING: [],
    }
    assert "  2026-12-31: [08:30-11:30]\n  2027-02-05..2027-02-12: closed\n" in both
    assert comments(both) == comments(TEXT)
    assert read(without_days(PATH, without_days(PATH, both, EVE), SPRING), tmp_path).days == {}


def test_hours_are_changed_where_they_differ(tmp_path: Path) -> None:
    hours = {day: list(map(str, spans)) for day, spans in read(TEXT, tmp_path).hours.items()}
    after = with_hours(PATH, TEXT, {**hours, "saturday": [MORNING]})
    assert after == TEXT.replace("saturday: closed", "saturday: [08:30-11:30]")
