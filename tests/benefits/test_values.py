"""What drivers hand over, as words."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from ivr.benefits.values import in_words


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("amount", Decimal("23105.60"), "两万三千一百零五元六角"),
        ("amount", 23105.6, "两万三千一百零五元六角"),
        ("amount", 0.1 + 0.2, "三角"),
        ("amount", 12, "十二元整"),
        ("date", date(2026, 10, 31), "二零二六年十月三十一日"),
        ("date", datetime(2026, 10, 31, 23, 59), "二零二六年十月三十一日"),  # noqa: DTZ001
        ("date", "2026-10-31", "二零二六年十月三十一日"),
        ("date", "2026-10-31 08:00:00", "二零二六年十月三十一日"),
        ("month", "2026-10", "二零二六年十月"),
        ("month", 202610, "二零二六年十月"),
        ("month", date(2026, 10, 31), "二零二六年十月"),
        ("month", "2026-10-01", "二零二六年十月"),
        ("months", Decimal(219), "十八年零三个月"),
        ("months", 219.0, "十八年零三个月"),
        ("card_tail", "0044", "零零四四"),
        ("code", "yes     ", "yes"),
        ("percent", 8.5, "百分之八点五"),
    ],
)
def test_words(kind: str, value: object, words: str) -> None:
    assert in_words(kind, value) == words


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("amount", None),
        ("amount", "many"),
        ("amount", 23105.605),
        ("amount", float("nan")),
        ("amount", float("inf")),
        ("date", "31.10.2026"),
        ("date", None),
        ("month", "2026-13"),
        ("months", 1.5),
        ("months", "x"),
        ("card_tail", 44),
        ("text", None),
        ("code", None),
        ("code", 1),
    ],
)
def test_what_is_not_of_its_kind_is_refused(kind: str, value: object) -> None:
    with pytest.raises((ValueError, TypeError, ArithmeticError)):
        in_words(kind, value)
