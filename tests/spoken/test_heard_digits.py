"""Words as a recogniser writes them down, back to the digits that were meant."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.spoken.digits import spelled
from ivr.spoken.heard_digits import DIGIT_WORDS, GRAMMAR, X_WORDS, digits_heard
from ivr.spoken.integers import integer

SAID = st.lists(st.sampled_from(sorted(DIGIT_WORDS)), min_size=1, max_size=18)


@given(SAID, st.sampled_from(["", " ", "，"]))
def test_digit_by_digit_every_number_comes_back(words: list[str], pause: str) -> None:
    assert digits_heard(pause.join(words)) == "".join(DIGIT_WORDS[word] for word in words)


@given(SAID, st.sampled_from([*X_WORDS, "x", "X"]))
def test_every_word_for_x_ends_a_number(words: list[str], x: str) -> None:
    assert digits_heard(" ".join([*words, x])) == "".join(DIGIT_WORDS[word] for word in words) + "X"


@given(st.text("0123456789", min_size=1, max_size=18))
def test_what_we_read_out_is_understood_and_so_are_figures(number: str) -> None:
    assert digits_heard(spelled(number)) == number
    assert digits_heard(number) == number


@given(st.integers(10, 9999))
def test_a_number_may_be_counted(number: int) -> None:
    assert digits_heard(integer(number)) == str(number)


@given(st.dates())
def test_a_date_has_two_digits_for_month_and_day(day: dt.date) -> None:
    assert digits_heard(f"{day.year}年{integer(day.month)}月{integer(day.day)}日") == f"{day.year}{day:%m%d}"


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("三个零", "000"),
        ("四个八", "8888"),
        ("幺两个零五", "1005"),
        ("十", "10"),
        ("十二", "12"),
        ("二十三", "23"),
        ("一百零一", "101"),
        ("一百二", "120"),
        ("一千", "1000"),
        ("两千零五年", "2005"),
        ("一九四九年十二月三十一日", "19491231"),
        ("一九四九年 零一月 二号", "19490102"),
        ("一九四九年一二月三一日", "19491231"),
        ("四九年", "49"),
        ("嗯，我的身份证号是幺幺零幺零五", "110105"),
        ("叉", "X"),
    ],
)
def test_ways_in_which_people_say_numbers(words: str, number: str) -> None:
    assert digits_heard(words) == number


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("三二零幺，不对，三二零五", "3205"),
        ("三二零幺 不对 是 五", "3205"),
        ("三二零六，错了，幺幺零幺零五", "110105"),
        ("三二零，不是三，是四", "420"),
        ("三三零，不是三是四", "340"),
        ("不是三，是四", "4"),
        ("幺二，不对，三四，不对，五六", "56"),
        ("零零二三，错了，叉", "002X"),
    ],
)
def test_a_correction_replaces_what_was_said_before_it(words: str, number: str) -> None:
    assert digits_heard(words) == number


@pytest.mark.parametrize("words", ["", "喂，有人吗", "养老金", "三养老", "叉叉", "零叉零", "个", "一万", "不对", "月"])
def test_what_is_no_number_is_none(words: str) -> None:
    assert digits_heard(words) is None


def test_every_word_of_the_grammar_means_something() -> None:
    assert len(set(GRAMMAR)) == len(GRAMMAR)
    assert all(digits_heard(f"三个{word}") is not None for word in DIGIT_WORDS)
