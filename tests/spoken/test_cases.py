import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.spoken.cases import case_number
from ivr.spoken.digits import spelled

NUMBERS = st.text("0123456789ABZ", min_size=1, max_size=24)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("202610310012", "二零二六，幺零三幺，零零幺二"),
        ("20261031012", "二零二，六幺零三，幺零幺二"),
        ("2026103101234", "二零二六幺，零三幺零，幺二三四"),
        ("SB20260012", "SB，二零二六，零零幺二"),
        ("sb-2026-0012", "SB，二零二六，零零幺二"),
        ("12345", "幺二三四五"),
        ("7", "七"),
    ],
)
def test_a_case_number_is_read_in_groups(number: str, words: str) -> None:
    assert case_number(number) == words


@given(NUMBERS)
def test_nothing_is_lost_and_no_character_stands_alone(number: str) -> None:
    groups = case_number(number).split("，")
    assert "".join(groups) == spelled(number)
    assert all(len(group) == 4 for group in groups[1:])
    assert 2 <= len(groups[0]) <= 5 or len(number) == 1


@pytest.mark.parametrize("number", ["", "--", "2026号", "１２３４", "12_34"])
def test_other_characters_are_refused(number: str) -> None:
    with pytest.raises(ValueError, match="0-9 and A-Z"):
        case_number(number)
