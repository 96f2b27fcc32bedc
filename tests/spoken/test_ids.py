import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.spoken.ids import id_groups, id_number

IDS = st.from_regex(r"[0-9]{17}[0-9X]", fullmatch=True)


def test_the_sample_of_the_standard_is_read_in_its_three_parts() -> None:
    assert id_number("11010519491231002X") == "幺幺零幺零五，幺九四九幺二三幺，零零二叉"
    assert id_groups("440524188001010014") == ("四四零五二四", "幺八八零零幺零幺", "零零幺四")


def test_a_small_x_is_the_same_check_digit() -> None:
    assert id_number("11010519491231002x") == id_number("11010519491231002X")


@given(IDS)
def test_every_character_is_heard_in_its_place(number: str) -> None:
    groups = id_groups(number)
    assert [len(group) for group in groups] == [6, 8, 4]
    assert "".join(groups).translate(str.maketrans("零幺二三四五六七八九叉", "0123456789X")) == number
    assert id_number(number) == "，".join(groups)


@pytest.mark.parametrize(
    "number", ["", "110105491231002", "1101051949123100X2", "11010519491231002Y", "11010519491231002X "]
)
def test_what_is_no_id_number_is_refused(number: str) -> None:
    with pytest.raises(ValueError, match="17 digits and a check digit"):
        id_groups(number)
