import pytest

from ivr.speech.engines.digits import Name, numbers, numbers_heard
from ivr.spoken.question import Digits
from tests.speech.engines.sound import pronounced

NAMES = (Name("1", (1, 2)), Name("1", (3,)), Name("2", (4,)), Name("3", (1, 5)))


def _best(units: list[int], longest: int = 4, sureness: float = 0.9) -> str:
    found = numbers([pronounced(units, sureness)], NAMES, longest)
    return max(found, key=lambda number: found[number])


def test_digits_are_read_one_after_the_other() -> None:
    assert _best([4, 1, 2, 1, 5]) == "213"


def test_a_digit_has_several_names() -> None:
    assert _best([3, 1, 2]) == "11"


def test_the_same_digit_twice_is_two_digits() -> None:
    assert _best([4, 4, 4]) == "222"


def test_no_number_is_longer_than_asked_for() -> None:
    assert max(map(len, numbers([pronounced([4] * 6)], NAMES, 3))) == 3


def _taken(units: list[int], *lengths: int, sureness: float = 0.9) -> str:
    """What leads: a number, or nothing."""
    fitting, others = numbers_heard([pronounced(units, sureness)], NAMES, Digits(lengths))
    return max([*fitting, *others], key=lambda each: each[1])[0]


def test_a_digit_that_was_drawn_out_does_not_make_the_number_longer_than_asked_for() -> None:
    assert _best([4, 4, 1, 5], sureness=0.5) == "223"
    assert _taken([4, 4, 1, 5], 2, sureness=0.5) == "23"


def test_a_number_of_quite_another_length_is_none() -> None:
    assert _taken([4, 1, 5, 4, 1, 5], 6, sureness=0.99) == ""


def test_what_is_not_said_in_digits_is_no_number() -> None:
    assert _taken([2, 5, 2, 5, 2, 5], 3, sureness=0.99) == ""


def test_only_the_last_digit_of_the_longest_number_can_be_an_x() -> None:
    names = (Name("1", (1,)), Name("X", (4,)))
    assert {*numbers([pronounced([1, 4, 1, 4])], names, 4)} >= {"111X", "1111"}
    assert not any("X" in number for number in numbers([pronounced([1, 4])], names, 3) if len(number) < 3)


def test_between_two_lengths_the_likelier_one_is_taken() -> None:
    assert _taken([4, 4, 1, 5], 2, 3, sureness=0.5) == "23"
    assert _taken([4, 4, 1, 5], 3, 2, sureness=0.5) == "223"


def test_what_one_network_hears_wrongly_the_other_sets_right() -> None:
    found = numbers([pronounced([4, 3], sureness=0.4), pronounced([4, 4], sureness=0.9)], NAMES, 2)
    assert max(found, key=lambda number: found[number]) == "22"


def test_however_long_the_silence_between_two_digits_they_are_the_same() -> None:
    short, long = (pronounced([4, *[0] * times, 4], sureness=0.9999) for times in (1, 40))
    assert numbers([long], NAMES, 3) == pytest.approx(numbers([short], NAMES, 3), abs=0.01)
