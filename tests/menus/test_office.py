"""When people answer, what is announced, and what the city's places hold; a faulty file is told with its line."""

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.menus.faults import TreeFault
from ivr.menus.office import CHINA, Office, load_office
from ivr.settings import DIALPLAN

OFFICE = """\
city:
  city_name: 某市
hours:
  workdays: [08:30-11:30, 13:00-17:00]
  friday: [08:30-11:30]
  saturday: [09:00-11:00]
days:
  2026-10-02: [10:00-12:00]
  2026-12-31: [08:30-11:30]
  2027-03-01..2027-03-10: closed
  2027-03-05: [09:00-10:00]
announcement:
  text: 系统维护，12点恢复。
  from: 2026-11-24 08:00
  until: 2026-11-24 12:00
"""


def at(moment: str) -> dt.datetime:
    return dt.datetime.fromisoformat(moment).replace(tzinfo=CHINA)


def written(folder: Path, text: str) -> Path:
    path = folder / "office.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return load_office(written(tmp_path_factory.mktemp("office"), OFFICE))


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-24 08:29:59", False),
        ("2026-11-24 08:30", True),
        ("2026-11-24 11:29:59", True),
        ("2026-11-24 11:30", False),
        ("2026-11-24 12:59", False),
        ("2026-11-24 13:00", True),
        ("2026-11-24 16:59", True),
        ("2026-11-24 17:00", False),
        ("2026-11-27 14:00", False),  # a Friday afternoon, by the week
        ("2026-11-28 09:00", True),  # an ordinary Saturday
        ("2026-11-29 09:00", False),  # a Sunday
        ("2026-02-14 16:00", True),  # a Saturday that is worked, with the hours of a workday
        ("2026-09-20 16:00", True),  # a Sunday that is worked
        ("2026-10-10 08:30", True),
        ("2026-10-01 09:05", False),  # National Day
        ("2026-10-03 09:05", False),  # and a Saturday of it
        ("2026-06-20 09:05", False),  # a Saturday behind a holiday, off with it
        ("2026-01-03 09:05", False),  # and one whose Sunday is worked
        ("2026-10-07 09:05", False),  # the day that 10 October is worked for
        ("2026-10-02 10:00", True),  # an override goes before a holiday
        ("2026-12-31 11:29", True),
        ("2026-12-31 14:00", False),
        ("2027-03-01 09:00", False),
        ("2027-03-10 09:00", False),
        ("2027-03-11 09:00", True),
        ("2027-03-05 09:30", True),  # a day set apart inside a range
    ],
)
def test_people_answer_at(office: Office, moment: str, is_open: bool) -> None:
    assert office.is_open(at(moment)) is is_open


@pytest.mark.parametrize(
    ("moment", "reason"),
    [
        ("2026-11-24 09:00", ""),
        ("2026-11-29 09:00", ""),
        ("2026-02-14 09:00", "调休上班 make-up working day"),
        ("2026-10-03 09:05", "国庆节"),
        ("2026-10-04 09:05", "国庆节"),
        ("2026-10-07 09:05", "休息日（由 2026-10-10 调休）"),
        ("2026-10-02 09:05", "个别日期 single day 2026-10-02"),
        ("2027-03-04 09:00", "个别日期 single day 2027-03-01..2027-03-10"),
        ("2027-03-05 09:00", "个别日期 single day 2027-03-05"),
    ],
)
def test_the_rule_behind_a_day_is_told(office: Office, moment: str, reason: str) -> None:
    assert office.why(at(moment)) == reason


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ("2026-11-24 08:29", "2026-11-24 08:30"),
        ("2026-11-24 09:15:20", "2026-11-24 09:15:20"),
        ("2026-11-24 11:30", "2026-11-24 13:00"),
        ("2026-11-24 17:00", "2026-11-25 08:30"),
        ("2026-02-14 17:00", "2026-02-24 08:30"),  # all of the Spring Festival
        ("2026-10-02 12:00", "2026-10-08 08:30"),
    ],
)
def test_the_next_opening_is_found_over_nights_and_holidays(office: Office, moment: str, opening: str) -> None:
    assert office.next_opening(at(moment)) == at(opening)


def test_an_office_that_never_opens_has_no_next_opening(tmp_path: Path) -> None:
    office = load_office(written(tmp_path, "city: {}\nhours:\n  workdays: closed\n"))
    assert office.next_opening(at("2026-11-24 09:00")) is None


def test_an_office_can_be_open_around_the_clock(tmp_path: Path) -> None:
    office = load_office(written(tmp_path, "city: {}\nhours:\n  workdays: [00:00-24:00]\n"))
    assert office.is_open(at("2026-11-24 00:00"))
    assert office.is_open(at("2026-11-24 23:59:59"))
    assert not office.is_open(at("2026-11-28 00:00"))


@given(
    moment=st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2027, 12, 31), timezones=st.just(CHINA)),  # noqa: DTZ001
    share=st.floats(0, 1, exclude_max=True),
)
def test_the_office_is_closed_until_its_next_opening_and_open_then(
    office: Office, moment: dt.datetime, share: float
) -> None:
    opening = office.next_opening(moment)
    assert opening is not None
    assert office.is_open(opening)
    assert office.is_open(moment) == (opening == moment)
    between = moment + (opening - moment) * share
    assert office.is_open(between) == (between == opening)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-24 07:59:59", None),
        ("2026-11-24 08:00", "系统维护，十二点恢复。"),
        ("2026-11-24 11:59:59", "系统维护，十二点恢复。"),
        ("2026-11-24 12:00", None),
        ("2026-11-24 12:01", None),
    ],
)
def test_an_announcement_switches_itself_on_and_off(office: Office, moment: str, words: str | None) -> None:
    assert office.announcement_at(at(moment)) == words


def test_a_moment_of_another_zone_is_read_by_the_clock_of_the_office(office: Office) -> None:
    assert office.is_open(dt.datetime(2026, 11, 24, 0, 30, tzinfo=dt.UTC))
    assert not office.is_open(dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC))
    assert office.next_opening(dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC)) == at("2026-11-25 08:30")
    assert load_office(DIALPLAN / "office.yaml", ZoneInfo("UTC")).is_open(dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC))


def test_a_moment_without_a_zone_is_refused(office: Office) -> None:
    with pytest.raises(ValueError, match="a moment needs a time zone"):
        office.is_open(dt.datetime(2026, 11, 24, 9, 0))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("moment", "year"),
    [
        ("2025-12-01 00:00", None),  # 2026 is known
        ("2026-11-30 23:59", None),
        ("2098-11-30 23:59", 2098),
        ("2098-12-01 00:00", 2098),
    ],
)
def test_a_year_without_official_days_is_missed(office: Office, moment: str, year: int | None) -> None:
    assert office.calendar_missing(at(moment)) == year


def test_next_year_is_missed_from_december_on(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ivr.menus.office.is_known", lambda year: year <= 2026)
    assert office.calendar_missing(at("2026-11-30 23:59")) is None
    assert office.calendar_missing(at("2026-12-01 00:00")) == 2027
    assert office.calendar_missing(at("2027-01-02 00:00")) == 2027


def test_the_shipped_office_has_its_city_in_words() -> None:
    city = load_office(DIALPLAN / "office.yaml").city
    assert city["city_name"] == "某市"
    assert city["reply_days"] == "两"
    assert (city["hotline"], city["medical_phone"]) == ("幺二三三三", "幺二三九三")
    assert not any(character.isdecimal() for words in city.values() for character in words)


def test_telephone_numbers_and_house_numbers_are_read_as_people_say_them(tmp_path: Path) -> None:
    city = "city: {landline: 0571-12345678, mobile: '13800138000', address: 人民路2号301室}\n"
    office = load_office(written(tmp_path, city + "hours: {workdays: closed}\n"))
    assert office.city == {
        "landline": "零五七幺，幺二三四，五六七八",
        "mobile": "幺三八，零零幺三，八零零零",
        "address": "人民路二号三零幺室",
    }


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("friday: [08:30-11:30]", "friday: [08:30-25:00]", 5, "hours.friday: 25:00 is no time of day"),
        ("friday: [08:30-11:30]", "friday: [08:30-11:60]", 5, "11:60 is no time of day: write 00:00 to 24:00"),
        ("friday: [08:30-11:30]", "friday: [11:30-08:30]", 5, "11:30-08:30 ends before it begins: write the earlier"),
        ("friday: [08:30-11:30]", "friday: [08：30－11：30]", 5, "is no span of time: write 08:30-11:30"),
        ("friday: [08:30-11:30]", "friday: 08:30-11:30", 5, "write times in brackets, as [08:30-11:30, 13:00-17:00]"),
        ("friday: [08:30-11:30]", "friday:", 5, "write times in brackets"),
        ("[08:30-11:30, 13:00-17:00]", "[08:30-13:30, 13:00-17:00]", 4, "08:30-13:30 and 13:00-17:00 overlap"),
        ("friday", "fryday", 5, "hours.fryday: there is no such day: write workdays, monday"),
        ("friday", "workdays", 5, "'workdays' stands twice, first on line 4: remove one of the two"),
        ("workdays", "tuesday", 3, "hours: workdays is missing: write the times of an ordinary day"),
        ("  2026-12-31", "  2026-10-02", 9, "'2026-10-02' stands twice, first on line 8"),
        ("2026-12-31", "2026-02-30", 9, "2026-02-30 is not in the calendar"),
        ("2026-12-31", "31.12.2026", 9, "is no day: write 2026-12-31, or for several days 2027-02-05..2027-02-12"),
        ("..2027-03-10", "..2027-02-10", 10, "2027-03-01..2027-02-10 ends before its second day"),
        ("2026-12-31: [08:30-11:30]", "2026-12-31: half", 9, "days.2026-12-31: write times in brackets"),
        (
            "city_name: 某市",
            "city_name: 12333",
            2,
            'write a number up to 9999, a telephone number as "12333", or words',
        ),
        ("city_name: 某市", "city_name: '123456789'", 2, "city.city_name: write a number up to 9999"),
        ("city_name: 某市", "city_name:", 2, "city.city_name: write a number up to 9999"),
        ("city_name: 某市", "City 2: 某市", 2, "write the name of a place with small letters and _ only"),
        ("city_name: 某市", "{city_name}: 某市", 2, "not YAML: found unhashable key"),
        ("until: 2026-11-24 12:00", "until: 2026-11-24 07:00", 12, "write an `until` behind `from`"),
        ("  until: 2026-11-24 12:00\n", "", 12, "announcement.until: is missing; add it"),
        ("until: 2026-11-24 12:00", "until: 2026-11-24 25:00", 15, "is no moment: write 2026-11-24 08:00"),
        ("until: 2026-11-24 12:00", "until: 2026-11-31 12:00", 15, "2026-11-31 is not in the calendar"),
        ("until", "untill", 15, "announcement.untill: is not known here: write text, from, until"),
        ("text: 系统维护，12点恢复。", "text:", 13, "announcement.text: write what is said"),
        ("days:\n", "day:\n", 7, "day: is not known here: write city, hours, card_loss, days, announcement"),
        ("hours:", "hours: [", 5, "not YAML"),
        ("某市", "某\u0008市", 2, "remove the invisible character"),
        (OFFICE, "closed", 1, "office.yaml: write its lines below it, indented"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, old: str, new: str, line: int, message: str) -> None:
    assert old in OFFICE
    path = written(tmp_path, OFFICE.replace(old, new, 1))
    with pytest.raises(TreeFault) as refused:
        load_office(path)
    assert str(refused.value).startswith(f"office.yaml:{line}: ")
    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("rule", "until"), [("days: 7", "2026-12-01"), ("days: 15, counted: working_days", "2026-12-15")]
)
def test_a_card_reported_lost_is_unlocked_after_days_or_working_days(tmp_path: Path, rule: str, until: str) -> None:
    path = tmp_path / "office.yaml"
    path.write_text(f"city: {{}}\nhours: {{workdays: [08:30-11:30]}}\ncard_loss: {{{rule}}}\n", encoding="utf-8")
    assert str(load_office(path).loss_until(dt.datetime(2026, 11, 24, 9, 0, tzinfo=CHINA))) == until
