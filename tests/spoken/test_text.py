import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.spoken.text import text


@pytest.mark.parametrize(
    ("wording", "words"),
    [
        ("2号窗口", "二号窗口"),
        ("12号楼301室", "十二号楼三零幺室"),
        ("05号", "零五号"),
        ("０５号", "零五号"),
        ("请拨12333", "请拨幺二三三三"),
        ("2019年8月12日", "二零一九年八月十二日"),
        ("满15年", "满十五年"),
        ("110", "幺幺零"),
        ("区社保中心", "区社保中心"),
        ("", ""),
    ],
)
def test_digits_in_a_name_become_words(wording: str, words: str) -> None:
    assert text(wording) == words


@given(st.text())
def test_no_digit_of_any_script_is_left(wording: str) -> None:
    assert not any(character.isdecimal() for character in text(wording))


@given(st.text().filter(lambda wording: not any(character.isdecimal() for character in wording)))
def test_wording_without_digits_stays_as_it_is(wording: str) -> None:
    assert text(wording) == wording
