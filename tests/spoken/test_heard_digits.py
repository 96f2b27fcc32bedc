"""Words as a recogniser writes them down, as digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.spoken.heard_digits import SPOKEN, digits_heard


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("幺幺零幺零五", "110105"),
        ("一一零 一零五", "110105"),
        ("洞拐勾", "079"),
        ("两二", "22"),
        ("三个零", "000"),
        ("零零二叉", "002X"),
        ("零零二艾克斯", "002X"),
        ("十二", "12"),
        ("二十", "20"),
        ("二十三", "23"),
        ("一九四九年十二月三十一日", "19491231"),
        ("一九四九年一月二号", "19490102"),
        ("我的是三二零幺", "3201"),
        ("320106", "320106"),
    ],
)
def test_the_ways_in_which_people_say_digits(words: str, digits: str) -> None:
    assert digits_heard(words) == digits


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("三二零幺，不对，三二零五", "3205"),
        ("幺幺零幺零六，不对，是五", "110105"),
        ("三二零，错了，二一", "321"),
    ],
)
def test_what_comes_behind_a_correction_replaces_what_was_before_it(words: str, digits: str) -> None:
    assert digits_heard(words) == digits


@pytest.mark.parametrize("words", ["", "喂你好", "养老金", "叉叉", "零叉零"])
def test_what_is_no_number_is_none(words: str) -> None:
    assert digits_heard(words) is None


@given(st.lists(st.sampled_from([(str(digit), word) for digit, words in enumerate(SPOKEN) for word in words]), min_size=1))
def test_digit_by_digit_every_number_comes_back(pairs: list[tuple[str, str]]) -> None:
    assert digits_heard("".join(word for _, word in pairs)) == "".join(digit for digit, _ in pairs)
