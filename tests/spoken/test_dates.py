import datetime as dt

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.spoken.dates import date, month, months
from tests.spoken import reading

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


def duration(words: str) -> int:
    """The months that a duration means."""
    years, _, rest = words.rpartition("年")
    rest = rest.removeprefix("零") if years else rest
    return 12 * (reading.integer(years) if years else 0) + (reading.integer(rest.removesuffix("个月")) if rest else 0)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2008, 8, 8), "二零零八年八月八日"),
        (dt.date(2026, 10, 31), "二零二六年十月三十一日"),
        (dt.date(1949, 12, 11), "一九四九年十二月十一日"),
        (dt.date(2011, 1, 10), "二零一一年一月十日"),
    ],
)
def test_a_date(day: dt.date, words: str) -> None:
    assert date(day) == words


def test_a_month() -> None:
    assert month(dt.date(2026, 10, 31)) == "二零二六年十月"


@given(DAYS)
def test_cn2an_reads_dates_alike(day: dt.date) -> None:
    assert date(day) == cn2an.transform(f"{day.year}年{day.month}月{day.day}日", "an2cn")


@given(DAYS, DAYS)
def test_two_days_never_sound_alike(one: dt.date, other: dt.date) -> None:
    assert (date(one) == date(other)) == (one == other)
    assert (month(one) == month(other)) == (one.replace(day=1) == other.replace(day=1))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (219, "十八年零三个月"),
        (216, "十八年"),
        (3, "三个月"),
        (2, "两个月"),
        (0, "零个月"),
        (12, "一年"),
        (26, "两年零两个月"),
        (131, "十年零十一个月"),
        (264, "二十二年"),
    ],
)
def test_a_duration(number: int, words: str) -> None:
    assert months(number) == words


@given(st.integers(0, 1200))
def test_the_words_mean_the_duration(number: int) -> None:
    assert duration(months(number)) == number


@pytest.mark.parametrize("number", [-1, -12, -25])
def test_no_duration_is_negative(number: int) -> None:
    with pytest.raises(ValueError, match="not negative"):
        months(number)
