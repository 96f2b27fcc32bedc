import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.spoken.digits import card_tail, digits, figures

DIGITS = st.text("0123456789", min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("number", "words"), [("12333", "幺二三三三"), ("110", "幺幺零"), ("4567890", "四五六七八九零")]
)
def test_one_is_yao_in_a_number_that_identifies(number: str, words: str) -> None:
    assert digits(number) == words


@given(DIGITS)
def test_every_digit_is_heard_in_its_place(number: str) -> None:
    assert digits(number).translate(str.maketrans("零幺二三四五六七八九", "0123456789")) == number


@given(DIGITS)
def test_one_is_yi_in_years_and_decimals(number: str) -> None:
    assert figures(number) == digits(number).replace("幺", "一")


@pytest.mark.parametrize("number", ["", "12 3", "12a", "１２", "²", "-1"])
def test_anything_but_digits_is_refused(number: str) -> None:
    with pytest.raises(ValueError, match="digits are 0-9"):
        digits(number)


@pytest.mark.parametrize(
    ("number", "words"),
    [("1702", "幺七零二"), ("6217001234561702", "幺七零二"), ("A0012345X", "三四五X")],
)
def test_no_more_than_the_tail_of_a_card_is_said(number: str, words: str) -> None:
    assert card_tail(number) == words


@pytest.mark.parametrize("number", ["", "702", "17 02", "一七零二"])
def test_what_is_no_card_number_is_refused(number: str) -> None:
    with pytest.raises(ValueError, match="four or more characters"):
        card_tail(number)
