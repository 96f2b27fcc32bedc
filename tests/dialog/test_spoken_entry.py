"""A number by voice in a whole call: pieces, keys between them, what is said instead, and what is asked back."""

from dataclasses import replace

import pytest
from pydantic import SecretStr

from ivr.dialog.actions import Listen
from ivr.dialog.conversation import Opening
from ivr.dialog.events import Heard, Unheard
from ivr.dialog.pieces import piece as as_heard
from ivr.dialog.spoken_lengths import lengths
from ivr.spoken.question import Alternative, Digits
from ivr.spoken.utterance import plain
from tests.dialog.virtual_call import ID, NIGHT, VirtualCall

TO_THE_ID = "1 1 1"
TO_THE_CASE = "3 1"
CASE = "202611240017"


def say(call: VirtualCall, *readings: tuple[str, float]) -> VirtualCall:
    call.at += 3
    return call.event(Heard(call.at, tuple(Alternative(SecretStr(text), score) for text, score in readings)))


def said(call: VirtualCall, *pieces: str) -> VirtualCall:
    for piece in pieces:
        say(call, (piece, 0.0))
    return call


def asked(call: VirtualCall) -> Digits:
    assert isinstance(call.action, Listen)
    assert isinstance(call.action.hears, Digits)
    return call.action.hears


@pytest.mark.parametrize("pieces", [(CASE,), ("2026", "1124", "0017"), ("20261124", "0017")])
def test_a_case_number_may_come_in_pieces(pieces: tuple[str, ...]) -> None:
    assert said(VirtualCall().press(TO_THE_CASE), *pieces).state.node == "C31"


def test_a_number_begun_by_voice_is_asked_for_whole_when_nobody_can_listen_any_more() -> None:
    call = said(VirtualCall().press(TO_THE_ID), ID[:6])
    call.event(Unheard(call.at))
    assert isinstance(call.action, Listen)
    assert plain(call.action.utterance).get_secret_value().startswith("请按键输入。请输入十八位身份证号码")
    assert call.press(ID).state.node == "A11"


def test_how_long_the_next_piece_may_be_follows_from_what_is_there() -> None:
    call = VirtualCall().press(TO_THE_ID)
    assert {6, 14, 18} <= {*asked(call).lengths}
    assert {8, 12} <= {*asked(said(call, ID[:6])).lengths}
    assert max(asked(call).lengths) == 12


def test_keys_end_a_case_number_that_was_begun_by_voice() -> None:
    call = said(VirtualCall().press(TO_THE_CASE), "20261124").press("0017")
    assert call.state.node == "C31"
    assert call.state.value("case_number") == CASE


def test_a_voice_ends_a_number_that_was_begun_by_keys() -> None:
    call = VirtualCall().press(f"{TO_THE_ID} {ID[:6]}")
    assert isinstance(call.action, Listen)
    assert call.action.hears is None, "while keys are pressed only keys count"
    said(call.wait(), ID[6:])
    assert call.state.node == "A11"
    assert call.state.id_number.get_secret_value() == ID


def test_what_was_not_understood_costs_nothing_that_was() -> None:
    call = said(VirtualCall().press(TO_THE_ID), ID[:6], "", ID[6:])
    assert call.state.node == "A11"


def test_what_was_said_to_be_wrong_is_not_read_back_again_where_something_else_was_heard() -> None:
    other_birth = "19411211"
    call = said(VirtualCall().press(TO_THE_ID), ID[:6] + other_birth + ID[14:])
    assert call.state.node == "A11"
    say(call.press("3"), (other_birth, 0.0), (ID[6:14], -2.0))
    assert call.state.id_number.get_secret_value()[6:14] == ID[6:14]


@pytest.mark.parametrize("rest", [ID[6:], ID[6:14]])
def test_a_segment_that_was_read_back_wrong_is_said_again_alone(rest: str) -> None:
    call = said(VirtualCall().press(TO_THE_ID), ID)
    call.press("3")
    assert asked(call).lengths == (8,)
    assert said(call, ID[6:14]).state.id_number.get_secret_value() == ID
    assert call.state.node == "A11"


def test_a_number_asked_for_part_by_part_may_be_spoken() -> None:
    """A check digit does not tell where the fault lies."""
    wrong = ID[:17] + "1"
    call = VirtualCall().press(f"{TO_THE_ID} {wrong} {wrong}")
    assert call.state.segments == (1, 2, 3)
    assert said(call, ID[:6], ID[6:14], ID[14:]).state.node == "A11"


def test_a_person_may_be_asked_for_where_a_number_is() -> None:
    call = VirtualCall().press(TO_THE_ID)
    assert "人工" in asked(call).words
    say(call, ("人工", -3.0), ("110105", -9.0))
    assert call.state.node == "T01"


def test_a_word_that_is_hardly_likelier_than_a_number_is_asked_back() -> None:
    call = say(VirtualCall().press(TO_THE_ID), ("人工服务", -3.0), ("110105", -4.0))
    assert "人工服务" in call.hears
    assert {"对", "不是"} <= {*asked(call).words}
    assert said(call, "对").state.node == "T01"


def test_who_did_not_mean_it_is_asked_for_the_number_again() -> None:
    call = said(say(VirtualCall().press(TO_THE_ID), ("人工服务", -3.0), ("110105", -4.0)), "不是")
    assert call.state.node == "A10"
    assert not call.state.in_doubt


def test_who_was_asked_back_may_say_the_number_instead() -> None:
    call = said(say(VirtualCall().press(TO_THE_ID), ("人工服务", -3.0), ("110105", -4.0)), ID)
    assert call.state.node == "A11"


def test_a_number_that_is_likelier_than_a_word_is_a_number() -> None:
    call = say(VirtualCall().press(TO_THE_ID), ("110105", -3.0), ("人工", -4.0))
    assert call.state.so_far == "110105"


def test_twice_not_understood_it_goes_on_by_keys() -> None:
    call = said(VirtualCall().press(TO_THE_ID), "", "")
    assert isinstance(call.action, Listen)
    assert call.action.hears is None
    assert call.press(ID.replace("X", "*")).state.node == "A11"


def test_a_landline_without_area_code_ends_when_nothing_follows() -> None:
    call = VirtualCall(Opening(NIGHT)).press("0 1")
    assert call.state.node == "I53"
    assert said(call, "66881234").state.so_far == "66881234"
    assert call.wait().state.value("phone") == "66881234"


def test_pieces_that_are_too_long_by_their_likeliest_readings_still_leave_something_to_say() -> None:
    call = said(VirtualCall().press(TO_THE_ID), ID[:6])
    too_long = replace(call.state, pieces=(as_heard({ID[:6]: 0.0}), as_heard({"0" * 12: 0.0})))
    assert lengths("id_number", too_long) == (4, 3, 2, 1)


def test_how_long_the_next_piece_may_be_follows_from_every_likely_reading() -> None:
    call = say(VirtualCall().press(TO_THE_ID), (ID[:4], 0.0), (ID[:6], -1.0), (ID[:3], -9.0))
    assert {2, 10, 14, 8, 12} <= {*asked(call).lengths}
    assert 15 not in asked(call).lengths
    assert said(call, ID[6:14], ID[14:]).state.node == "A11"
