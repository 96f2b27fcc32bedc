"""The pieces of a spoken ID number: taken when one number leads, asked again where they differ, never guessed."""

from collections import Counter
from random import Random

import pytest
from pydantic import SecretStr
from stdnum.cn import ric

from ivr.bench.speech.ids import somebody
from ivr.dialog.decision import Complete, Decision, Doubtful, Impossible, More
from ivr.dialog.id_number import LENGTHS
from ivr.dialog.id_parts import asked_again
from ivr.dialog.joining import BEAM, join
from ivr.dialog.pieces import Piece, heard, keyed, piece, scores_of
from ivr.dialog.spoken_id import decide
from tests.dialog.mishearing import TODAY, Recogniser, cut

NUMBER = "11010519491231002X"
PARTS = ("110105", "19491231", "002X")
TAKEN = Complete(SecretStr(NUMBER))


def said(*digits: str) -> tuple[Piece, ...]:
    return tuple(piece({each: 0.0}) for each in digits)


def tail(sequence: str) -> str:
    """A tail with which the specimen's number is valid."""
    return sequence + ric.calc_check_digit(PARTS[0] + PARTS[1] + sequence + "0")


@pytest.mark.parametrize(
    "pieces",
    [
        (NUMBER,),
        PARTS,
        ("110", "105", "1949", "1231", "002", "X"),
        ("11010519491231", "002X"),
        ("110105194", "91231002X"),
    ],
)
def test_a_number_may_come_whole_or_in_any_pieces(pieces: tuple[str, ...]) -> None:
    assert decide(said(*pieces), TODAY) == TAKEN


def test_keys_and_words_mix() -> None:
    assert decide((*said(PARTS[0]), keyed(SecretStr(PARTS[1])), *said(PARTS[2])), TODAY) == TAKEN


@pytest.mark.parametrize(("pieces", "have"), [(("110",), 3), (PARTS[:2], 14), ((NUMBER[:17],), 17)])
def test_a_beginning_waits_for_more(pieces: tuple[str, ...], have: int) -> None:
    assert decide(said(*pieces), TODAY) == More(have, missing=18 - have)


def test_a_shorter_reading_leaves_open_how_much_is_missing() -> None:
    heard = (*said(PARTS[0]), piece({"1949": 0.0, "194912": -0.5}))
    assert decide(heard, TODAY) == More(have=10, missing=6)


def test_a_valid_number_ends_it_though_a_shorter_reading_is_a_little_likelier() -> None:
    assert decide((*said(*PARTS[:2]), piece({"02X": 0.0, "002X": -0.5})), TODAY) == TAKEN


@pytest.mark.parametrize(
    "date",
    [{"19491237": 0.0, "19491231": -1.0, "19491234": -1.5}, {"19491237": 0.0}, {"79491231": 0.0}],
)
def test_what_was_misheard_is_found_by_what_can_exist(date: dict[str, float]) -> None:
    assert decide((*said(PARTS[0]), piece(date), *said(PARTS[2])), TODAY) == TAKEN


def test_two_numbers_that_can_exist_are_not_chosen_between() -> None:
    decision = decide((*said(*PARTS[:2]), piece({"002X": 0.0, tail("004"): -1.0})), TODAY)
    assert isinstance(decision, Doubtful)
    assert decision.segment == 3


def test_what_was_keyed_is_never_taken_for_something_that_sounds_like_it() -> None:
    wrong = NUMBER.replace("1231", "1237")
    assert isinstance(decide((keyed(SecretStr(wrong)),), TODAY), Impossible)


def test_a_long_list_of_nearly_equal_readings_is_no_proof_of_its_first() -> None:
    alike = {"002X": 0.0} | {f"{sequence:04}": -0.3 for sequence in range(1111, 1119)}
    assert not isinstance(decide((*said(*PARTS[:2]), piece(alike)), TODAY), Complete)


def test_the_one_number_that_can_exist_is_taken_though_others_sound_likelier() -> None:
    tails = {"0021": 0.0, "0022": -1.0, "002X": -5.0}
    assert decide((*said(*PARTS[:2]), piece(tails)), TODAY) == TAKEN


@pytest.mark.parametrize(
    ("pieces", "segment"),
    [
        (("990",), 1),
        (("110999",), 1),
        (("110105", "9491"), 2),
        (("110105", "20261125"), 2),
        (("110105", "19061123"), 2),
        (("110105", "19490230", "0028"), 2),
        (("110105", "19481231", "0028"), None),
    ],
)
def test_the_segment_that_can_not_be_is_asked_again(pieces: tuple[str, ...], segment: int | None) -> None:
    decision = decide(said(*pieces), TODAY)
    assert isinstance(decision, Impossible)
    assert decision.segment == segment


@pytest.mark.parametrize("pieces", [(NUMBER, "1"), ("1101051949123100211",)])
def test_of_too_many_characters_nothing_is_kept(pieces: tuple[str, ...]) -> None:
    assert decide(said(*pieces), TODAY) == Impossible()


def test_a_code_that_is_in_no_list_is_believed_when_it_was_keyed() -> None:
    number = "110999" + PARTS[1] + "002"
    number += ric.calc_check_digit(number + "0")
    pieces = (keyed(SecretStr(number[:6])), *said(number[6:14], number[14:]))
    assert decide(pieces, TODAY) == Complete(SecretStr(number))
    assert isinstance(decide(said(number), TODAY), Impossible)


def test_a_segment_said_again_is_held_against_its_first_hearing() -> None:
    first = decide((*said(*PARTS[:2]), piece({tail("004"): 0.0, "002X": -0.5})), TODAY)
    assert isinstance(first, Doubtful)
    again = asked_again(first.parts, 3, piece({"002X": 0.0, tail("007"): -2.0}))
    assert decide(again, TODAY) == TAKEN


def test_the_other_segments_stay_when_one_is_asked_again() -> None:
    first = decide(said("990105" + NUMBER[6:]), TODAY)
    assert isinstance(first, Impossible)
    assert decide(asked_again(first.parts, 1, *said(PARTS[0])), TODAY) == TAKEN


def test_the_work_is_bounded() -> None:
    """Six pieces of eight readings, all alike: 262,144 numbers, and as many again that sound like them."""
    seen = Counter[str]()

    def fits(number: str) -> bool:
        seen[number] += 1
        return True

    alike = piece({f"{digit}{digit}{digit}": 0.0 for digit in range(8)})
    joined = join((alike,) * 6, fits)
    assert max(len(joined.heard), len(joined.confused)) <= BEAM
    assert seen.total() <= 6 * BEAM * (8 + 8 + 3)
    assert len(scores_of(alike)) == 8


def test_of_many_numbers_heard_badly_none_is_taken_for_another() -> None:
    """Seeded: a digit in fifty is misheard."""
    results = Counter(_results(Recogniser(wrong=0.02, dice=Random(12333)), people=60))  # noqa: S311  # a rehearsal
    assert results["another"] == 0
    assert results["at once"] >= 50
    assert results["at once"] + results["again"] >= 56


def _results(recogniser: Recogniser, people: int) -> list[str]:
    return [_result(recogniser, somebody(recogniser.dice)) for _ in range(people)]


def _result(recogniser: Recogniser, number: str) -> str:
    decision = decide(tuple(_heard(recogniser, part) for part in cut(number, LENGTHS)), TODAY)
    if isinstance(decision, Complete):
        return "at once" if decision == Complete(SecretStr(number)) else "another"
    decision = _second_try(recogniser, number, decision)
    if isinstance(decision, Complete):
        return "again" if decision == Complete(SecretStr(number)) else "another"
    return "by keys"


def _second_try(recogniser: Recogniser, number: str, decision: Decision) -> Decision:
    assert isinstance(decision, Doubtful | Impossible)
    parts = decision.parts
    for segment in (decision.segment,) if decision.segment else (1, 2, 3):
        parts = asked_again(parts, segment, _heard(recogniser, cut(number, LENGTHS)[segment - 1]))
    return decide(parts, TODAY)


def _heard(recogniser: Recogniser, digits: str) -> Piece:
    result = heard(recogniser.hear(digits))
    assert result
    return result
