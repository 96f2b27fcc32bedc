import datetime as dt
import re
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.spoken.say import Kind, say

DAY = dt.date(2026, 10, 31)
EXAMPLES: dict[Kind, tuple[object, str]] = {
    Kind.AMOUNT: (Decimal("23105.60"), "两万三千一百零五元六角"),
    Kind.DATE: (DAY, "二零二六年十月三十一日"),
    Kind.MONTH: (DAY, "二零二六年十月"),
    Kind.MONTHS: (219, "十八年零三个月"),
    Kind.COUNT: (2, "两"),
    Kind.DIGITS: ("12333", "幺二三三三"),
    Kind.PHONE: ("13800138000", "幺三八，零零幺三，八零零零"),
    Kind.ID_NUMBER: ("11010519491231002X", "幺幺零幺零五，幺九四九幺二三幺，零零二叉"),
    Kind.CASE_NUMBER: ("202610310012", "二零二六，幺零三幺，零零幺二"),
    Kind.CARD_TAIL: ("1702", "幺七零二"),
    Kind.PERCENT: (Decimal("8.5"), "百分之八点五"),
    Kind.TEXT: ("2号窗口", "二号窗口"),
}
VALUES = st.one_of(
    st.decimals(),
    st.dates(),
    st.integers(),
    st.text(),
    st.text("0123456789X-", max_size=20),
    st.none(),
)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_its_words(kind: Kind) -> None:
    value, words = EXAMPLES[kind]
    assert say(kind, value) == words
    assert say(kind.value, value) == words, "a menu tree names the kind as text"


@given(st.sampled_from(Kind), VALUES)
def test_a_value_is_said_without_digits_or_refused(kind: Kind, value: object) -> None:
    with suppress(ValueError):
        assert not re.search(r"\d", say(kind, value))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.AMOUNT, Decimal("77123.456")),
        (Kind.AMOUNT, "77123.45"),
        (Kind.AMOUNT, 77123.45),
        (Kind.MONTHS, -77123),
        (Kind.PHONE, "771234567"),
        (Kind.ID_NUMBER, "771234199001010019X"),
        (Kind.CASE_NUMBER, "77123号"),
        (Kind.DIGITS, "77123 "),
        (Kind.PERCENT, Decimal("77123.00001")),
        (Kind.DATE, "77123"),
    ],
)
def test_a_refusal_never_shows_the_value(kind: Kind, value: object) -> None:
    with pytest.raises(ValueError, match=f"^{kind}: ") as refusal:
        say(kind, value)
    assert "77123" not in str(refusal.value)
    assert refusal.value.__cause__ is None


def test_an_unknown_kind_is_named() -> None:
    with pytest.raises(ValueError, match="'price'"):
        say("price", "77123")
