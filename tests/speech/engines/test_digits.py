from ivr.speech.engines.digits import Name, numbers
from tests.speech.engines.sound import pronounced

NAMES = (Name("1", (1, 2)), Name("1", (3,)), Name("2", (4,)), Name("3", (1, 5)))


def _best(units: list[int], longest: int = 4, sureness: float = 0.9) -> str:
    found = numbers(pronounced(units, sureness), NAMES, longest)
    return max(found, key=lambda number: found[number])


def test_digits_are_read_one_after_the_other() -> None:
    assert _best([4, 1, 2, 1, 5]) == "213"


def test_a_digit_has_several_names() -> None:
    assert _best([3, 1, 2]) == "11"


def test_the_same_digit_twice_is_two_digits() -> None:
    assert _best([4, 4, 4]) == "222"


def test_no_number_is_longer_than_asked_for() -> None:
    assert max(map(len, numbers(pronounced([4] * 6), NAMES, 3))) == 3
