import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.spoken.digits import digits
from ivr.spoken.phones import phone

MOBILE = st.from_regex(r"1[0-9]{10}", fullmatch=True)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("13800138000", "幺三八，零零幺三，八零零零"),
        ("138 0013 8000", "幺三八，零零幺三，八零零零"),
        ("010-12345678", "零幺零，幺二三四，五六七八"),
        ("02112345678", "零二幺，幺二三四，五六七八"),
        ("0571-12345678", "零五七幺，幺二三四，五六七八"),
        ("0310-1234567", "零三幺零，幺二三，四五六七"),
        ("400-123-4567", "四零零，幺二三，四五六七"),
        ("12345678", "幺二三四，五六七八"),
        ("1234567", "幺二三，四五六七"),
        ("12333", "幺二三三三"),
        ("110", "幺幺零"),
    ],
)
def test_a_number_is_read_in_the_usual_groups(number: str, words: str) -> None:
    assert phone(number) == words


@given(MOBILE)
def test_a_mobile_number_is_whole_and_grouped_three_four_four(number: str) -> None:
    words = phone(number)
    assert [len(group) for group in words.split("，")] == [3, 4, 4]
    assert words.replace("，", "") == digits(number)


@pytest.mark.parametrize("number", ["", "1", "123456789", "23800138000", "+8613800138000", "138001380001", "anonymous"])
def test_another_shape_is_refused(number: str) -> None:
    with pytest.raises(ValueError, match="shape of a telephone number"):
        phone(number)
