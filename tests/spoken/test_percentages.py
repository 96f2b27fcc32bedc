from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.spoken.percentages import percent

PERCENTAGES = st.decimals(0, 1000, places=4)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("8", "百分之八"),
        ("8.00", "百分之八"),
        ("8.5", "百分之八点五"),
        ("0.05", "百分之零点零五"),
        ("1.1", "百分之一点一"),
        ("0", "百分之零"),
        ("1E+1", "百分之十"),
        ("100", "百分之一百"),
        ("200", "百分之两百"),
        ("-3.5", "负百分之三点五"),
    ],
)
def test_a_percentage(value: str, words: str) -> None:
    assert percent(Decimal(value)) == words


@given(PERCENTAGES)
def test_cn2an_agrees_but_for_liang(value: Decimal) -> None:
    plain = f"{value:f}".rstrip("0").rstrip(".")
    assert percent(value).replace("两", "二") == "百分之" + cn2an.an2cn(plain)


@given(PERCENTAGES, PERCENTAGES)
def test_two_percentages_never_sound_alike(one: Decimal, other: Decimal) -> None:
    assert (percent(one) == percent(other)) == (one == other)


@pytest.mark.parametrize("value", ["8.33333", "NaN", "sNaN", "-Infinity", "1E+13", "1E-999999"])
def test_what_the_ear_cannot_follow_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="at most four decimals"):
        percent(Decimal(value))
