"""The pieces of a spoken ID number: taken only when one number is likely, asked again where they differ, never guessed."""

from itertools import pairwise
from random import Random

import pytest
from pydantic import SecretStr
from stdnum.cn import ric

from ivr.dialog.id_number import LENGTHS
from ivr.dialog.pieces import CONFUSED, Piece, certain, piece, twice
from ivr.dialog.spoken_id import Complete, Decision, Doubtful, Impossible, More, decide

NUMBER = "11010519491231002X"
PARTS = ("110105", "19491231", "002X")


def sure(*digits: str) -> tuple[Piece, ...]:
    return tuple(piece({one: 0.0}) for one in digits)


def completed(decision: Decision) -> str:
    assert isinstance(decision, Complete)
    return decision.number.get_secret_value()


@pytest.mark.parametrize("said", [(NUMBER,), PARTS, ("110", "105", "1949", "1231", "002X"), ("11010519491231", "002X")])
def test_a_number_may_come_whole_or_in_pieces(said: tuple[str, ...]) -> None:
    assert completed(decide(sure(*said))) == NUMBER


def test_keys_and_words_mix() -> None:
    assert completed(decide((*sure(PARTS[0]), certain(SecretStr(PARTS[1])), *sure(PARTS[2])))) == NUMBER


def test_what_is_not_complete_waits_for_more() -> None:
    assert decide(sure(*PARTS[:2])) == More(14)


def test_the_check_digit_finds_the_right_one_of_what_was_misheard() -> None:
    misheard = piece({"19491237": 0.0, "19491231": -1.0, "19491234": -1.5})
    assert completed(decide((*sure(PARTS[0]), misheard, *sure(PARTS[2])))) == NUMBER


def test_two_numbers_that_can_exist_are_not_chosen_between() -> None:
    other = next(
        tail + ric.calc_check_digit(PARTS[0] + PARTS[1] + tail) for tail in ("003", "004", "005")
    )
    decision = decide((*sure(*PARTS[:2]), piece({"002X": 0.0, other: -0.5})))
    assert isinstance(decision, Doubtful)
    assert decision.segment == 3


def test_a_part_that_is_asked_again_is_held_against_its_first_hearing() -> None:
    first = piece({"19491237": 0.0, "19491231": -0.5})
    again = piece({"19491231": 0.0, "19441231": -0.3})
    assert completed(decide((*sure(PARTS[0]), twice(first, again), *sure(PARTS[2])))) == NUMBER


def test_a_date_that_there_is_not_is_the_part_to_ask_again() -> None:
    decision = decide(sure("110105", "19491331", "0028"))
    assert isinstance(decision, Doubtful)
    assert decision.segment == 2


def test_more_digits_than_a_number_has_are_none() -> None:
    assert decide(sure(NUMBER, "1")) == Impossible()


def test_what_was_keyed_is_not_changed() -> None:
    """One digit of the keyed part sounds like another with which the number could exist."""
    wrong = "11010519491231" + "0021"
    decision = decide((certain(SecretStr(wrong[:14])), certain(SecretStr(wrong[14:]))))
    assert not isinstance(decision, Complete)


def test_of_many_numbers_heard_badly_none_is_taken_for_another() -> None:
    dice = Random(12333)
    results = [_said(_somebody(dice), dice) for _ in range(200)]
    assert results.count("wrong") == 0
    assert results.count("right") >= 150


def _somebody(dice: Random) -> str:
    birth = f"{dice.randint(1930, 2005)}{dice.randint(1, 12):02}{dice.randint(1, 28):02}"
    number = f"{dice.choice(('110105', '320106', '440305', '510107'))}{birth}{dice.randint(0, 999):03}"
    return number + ric.calc_check_digit(number)


def _said(number: str, dice: Random) -> str:
    """Each digit is misheard in one of fifty cases; a recogniser mostly has the right one among its readings."""
    ends = (0, 6, 14, 18)
    decision = decide(tuple(_heard(number[begin:end], dice) for begin, end in pairwise(ends)))
    if isinstance(decision, Complete):
        return "right" if decision.number.get_secret_value() == number else "wrong"
    return "again"


def _heard(digits: str, dice: Random) -> Piece:
    assert len(digits) in LENGTHS
    scores = {digits: 0.0}
    for _ in range(4):
        place = dice.randrange(len(digits))
        if digits[place] != "X":
            other = CONFUSED.get(digits[place], str(dice.randrange(10)))
            scores.setdefault(digits[:place] + other + digits[place + 1 :], -dice.uniform(2, 8))
    if dice.random() < 0.02 * len(digits):
        first, second = sorted(scores, key=lambda one: -scores[one])[:2]
        scores[first], scores[second] = scores[second], scores[first]
    return piece(scores)
