from decimal import Decimal, localcontext

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ivr.spoken.amounts import amount
from tests.spoken import reading

FEN = st.one_of(
    st.integers(0, 10**11),
    st.integers(0, 100_000_00),
    st.text("00012", min_size=1, max_size=11).map(int),
)
YUAN = FEN.map(lambda fen: Decimal(fen) / 100)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("1.25", "一元二角五分"),
        ("3256.08", "三千两百五十六元零八分"),
        ("23105.60", "两万三千一百零五元六角"),
        ("3000", "三千元整"),
        ("0", "零元整"),
        ("-0.00", "零元整"),
        ("2", "两元整"),
        ("12.00", "十二元整"),
        ("1E+3", "一千元整"),
        ("2.5", "两元五角"),
        ("2.22", "两元二角二分"),
        ("0.20", "两角"),
        ("0.22", "两角二分"),
        ("0.02", "两分"),
        ("0.10", "一角"),
        ("10.02", "十元零二分"),
        ("102.30", "一百零二元三角"),
        ("110.00", "一百一十元整"),
        ("20000.07", "两万元零七分"),
        ("-86.50", "负八十六元五角"),
        ("-0.05", "负五分"),
        ("1.2500", "一元二角五分"),
    ],
)
def test_money_is_said_in_yuan_jiao_and_fen(value: str, words: str) -> None:
    assert amount(Decimal(value)) == words


@given(YUAN)
@example(Decimal("100000000.00"))
@example(Decimal("1000000000.00"))
def test_the_words_mean_the_amount(value: Decimal) -> None:
    assert reading.amount(amount(value)) == value
    assert reading.amount(amount(-value)) == -value


@given(YUAN, YUAN)
def test_two_amounts_never_sound_alike(one: Decimal, other: Decimal) -> None:
    assert (amount(one) == amount(other)) == (one == other)


def test_the_precision_of_the_surroundings_does_not_matter() -> None:
    with localcontext(prec=40):
        assert amount(Decimal("23105.60")) == "两万三千一百零五元六角"


@pytest.mark.parametrize(
    "value", ["0.001", "1.255", "8.3333333333333333333333333333333", "1000000000000.0000000000000000001"]
)
def test_a_fraction_of_a_fen_is_refused_not_rounded(value: str) -> None:
    with pytest.raises(ValueError, match="no fractions of a fen"):
        amount(Decimal(value))


@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "-Infinity", "1000000000000.01", "1E+999999"])
def test_what_is_no_amount_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="finite number of at most"):
        amount(Decimal(value))
