"""Hours, days and the announcement by their page, and what callers will hear."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from ivr.settings import DIALPLAN
from ivr.versions.models import Series
from ivr.versions.publishing import OFFICE
from ivr.versions.store import Versions
from tests.console.browser import Browser

SHIPPED = (DIALPLAN / OFFICE).read_text(encoding="utf-8")
ANNOUNCED = {"text": "今天系统维护。", "from": "2026-11-24T08:00", "until": "2026-11-24T12:00", "instead_of": "1"}


@pytest.fixture
def offices(ours: Engine) -> Versions:
    return Versions(ours, Series.OFFICE)


def text(offices: Versions) -> str:
    return offices.texts(offices.published() or 0)[OFFICE]


@pytest.mark.parametrize("page", ["/office/", "/office/preview", "/office/preview?at=2026-10-03T09:05"])
def test_clerks_see_the_hours_and_nobody_else_does(as_clerk: Browser, nobody: FlaskClient, page: str) -> None:
    assert as_clerk.get(page).status_code == 200
    assert nobody.get(page).status_code == 303


def test_an_announcement_goes_on_air_and_off(as_admin: Browser, offices: Versions) -> None:
    as_admin.submit("/office/announcement", **ANNOUNCED)
    assert "text: 今天系统维护。\n  from: 2026-11-24 08:00\n  until: 2026-11-24 12:00\n" in text(offices)
    assert "今天系统维护" in as_admin.get("/office/preview?at=2026-11-24T11:59").text
    assert "今天系统维护" not in as_admin.get("/office/preview?at=2026-11-24T12:00").text
    as_admin.submit("/office/announcement/off", instead_of="2")
    assert text(offices) == SHIPPED


def test_hours_are_written_as_people_write_them(as_admin: Browser, offices: Versions) -> None:
    week = {"workdays": "０８：３０－１１：３０，１３：００－１７：３０", "saturday": "09:00-12:00", "sunday": "休息"}
    as_admin.submit("/office/hours", instead_of="1", **week)
    assert "workdays: [08:30-11:30, 13:00-17:30]\n  saturday: [09:00-12:00]\n  sunday: closed\n" in text(offices)


def test_days_come_and_go(as_admin: Browser, offices: Versions) -> None:
    as_admin.submit("/office/days", first="2027-02-05", last="2027-02-12", spans="休息", instead_of="1")
    assert "  2027-02-05..2027-02-12: closed\n" in text(offices)
    as_admin.submit("/office/days/remove", days="2027-02-05..2027-02-12", instead_of="2")
    assert text(offices) == SHIPPED


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("/office/hours", {"workdays": "8-17"}),
        ("/office/hours", {"saturday": "closed"}),
        ("/office/days", {"first": "2027-02-30", "spans": "休息"}),
        ("/office/days", {"first": "", "spans": ""}),
        ("/office/announcement", ANNOUNCED | {"until": "2026-11-24T07:00"}),
        ("/office/announcement", ANNOUNCED | {"text": "  "}),
        ("/office/announcement", ANNOUNCED | {"until": "soon"}),
    ],
)
def test_what_makes_no_sense_changes_nothing_and_is_told(
    as_admin: Browser, offices: Versions, address: str, fields: dict[str, str]
) -> None:
    answer = as_admin.submit(address, **{"instead_of": "1", **fields})
    assert answer.location == "/office/"
    assert 'role="alert"' in as_admin.get("/office/").text
    assert offices.published() == 1


@pytest.mark.parametrize(
    "address", ["/office/hours", "/office/days", "/office/announcement", "/office/announcement/off"]
)
def test_only_an_admin_changes_what_callers_hear(as_supervisor: Browser, offices: Versions, address: str) -> None:
    assert as_supervisor.submit(address, **ANNOUNCED).status_code == 403
    assert offices.published() == 1


def test_a_day_in_the_holidays_is_previewed_with_its_reason(as_clerk: Browser) -> None:
    page = as_clerk.get("/office/preview?at=2026-10-03T09:05").text
    assert "国庆节" in page
    assert "2026-10-08 08:30" in page
    assert "现在不是人工服务时间" in page
