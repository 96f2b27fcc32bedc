import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.spoken.integers import LIMIT, count, integer
from tests.spoken import reading

NUMBERS = st.one_of(
    st.integers(0, LIMIT),
    st.integers(0, 200_000),
    st.text("00012", min_size=1, max_size=12).map(int),  # empty places are where readings go wrong
)


def skips_the_wan_group(number: int) -> bool:
    """Such as 1|0000|1000, which cn2an reads 一亿一千: what people say for 110,000,000."""
    return number >= 10**8 and number // 10**4 % 10**4 == 0


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "零"),
        (2, "二"),
        (10, "十"),
        (11, "十一"),
        (12, "十二"),
        (20, "二十"),
        (22, "二十二"),
        (101, "一百零一"),
        (110, "一百一十"),
        (112, "一百一十二"),
        (200, "两百"),
        (222, "两百二十二"),
        (250, "两百五十"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (1012, "一千零一十二"),
        (2000, "两千"),
        (2200, "两千两百"),
        (10001, "一万零一"),
        (10010, "一万零一十"),
        (12000, "一万两千"),
        (20000, "两万"),
        (20002, "两万零二"),
        (100_000, "十万"),
        (100_010, "十万零一十"),
        (120_000, "十二万"),
        (220_000, "二十二万"),
        (1_020_000, "一百零二万"),
        (2_000_000, "两百万"),
        (20_001_000, "两千万一千"),
        (100_001_000, "一亿零一千"),
        (101_000_000, "一亿零一百万"),
        (200_000_000, "两亿"),
        (1_200_000_000, "十二亿"),
        (20_000_000_000, "两百亿"),
        (1_000_000_000_000, "一万亿"),
        (-5, "负五"),
        (-12, "负十二"),
    ],
)
def test_a_number_is_counted(number: int, words: str) -> None:
    assert integer(number) == words


@given(NUMBERS)
def test_the_words_mean_the_number(number: int) -> None:
    assert reading.integer(integer(number)) == number
    assert reading.integer(integer(-number)) == -number


@given(NUMBERS.filter(lambda number: not skips_the_wan_group(number)))
def test_cn2an_agrees_but_for_liang(number: int) -> None:
    assert integer(number).replace("两", "二") == cn2an.an2cn(number)


@given(NUMBERS)
def test_two_is_er_only_before_ten_and_as_the_last_word(number: int) -> None:
    words = integer(number)
    assert all(
        words[place + 1 : place + 2] in ("", "十", "万", "亿") for place, word in enumerate(words) if word == "二"
    )
    assert all(words[place + 1] in "百千万亿" for place, word in enumerate(words) if word == "两")


@pytest.mark.parametrize("number", [LIMIT + 1, -LIMIT - 1])
def test_a_number_too_large_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="beyond a million million"):
        integer(number)


@pytest.mark.parametrize(
    ("number", "measure", "words"),
    [
        (2, "个月", "两个月"),
        (0, "个月", "零个月"),
        (12, "天", "十二天"),
        (22, "", "二十二"),
        (2, "", "两"),
        (102, "", "一百零二"),
    ],
)
def test_two_things_are_liang(number: int, measure: str, words: str) -> None:
    assert count(number, measure) == words


def test_fewer_than_no_things_are_refused() -> None:
    with pytest.raises(ValueError, match="not negative"):
        count(-1)
