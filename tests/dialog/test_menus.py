"""Menus: options, the keys that work everywhere, silence and wrong keys."""

import pytest

from ivr.dialog.actions import End, Listen, Perform, Say, Transfer
from ivr.dialog.conversation import Opening
from ivr.dialog.events import Found, TransferEnded, Unspeakable
from ivr.spoken.utterance import Rate
from tests.dialog.virtual_call import MOBILE, OPEN, VirtualCall, text_of, words


def test_the_call_begins_with_the_main_menu() -> None:
    assert VirtualCall().hears == text_of("M00")


def test_keys_typed_ahead_walk_through_the_menus() -> None:
    call = VirtualCall().press("111", between=0.2)
    assert call.hears == text_of("A10")
    assert call.outcomes == [("M00", "match"), ("M10", "match"), ("M11", "match")]


@pytest.mark.parametrize("keys", ["", "1", "11"])
def test_0_reaches_a_person_from_every_menu(keys: str) -> None:
    call = VirtualCall().press(keys).press("0")
    assert call.hears == text_of("transferring")
    assert call.played().doing is Transfer


def test_when_nobody_answers_the_caller_is_told_and_goes_on_where_they_were() -> None:
    call = VirtualCall().press("110").played().event(TransferEnded(9.0, answered=False))
    assert call.hears == text_of("nobody_answers") + text_of("T10")


def test_when_a_person_answered_the_call_is_over_afterwards() -> None:
    call = VirtualCall().press("0").played().event(TransferEnded(9.0, answered=True))
    assert call.doing is End
    assert call.outcomes[-1] == ("T00", "answered")


def test_star_goes_back_one_menu() -> None:
    assert VirtualCall().press("11").later(3).press("*").hears == text_of("M10")


def test_two_stars_go_to_the_main_menu() -> None:
    assert VirtualCall().press("11").later(3).press("**").hears == text_of("M00")


def test_two_stars_with_a_pause_go_back_twice() -> None:
    call = VirtualCall().press("11").later(3).press("*").later(2).press("*")
    assert call.hears == text_of("M00")
    assert call.state.history == ()


def test_star_in_the_main_menu_says_it_again() -> None:
    assert VirtualCall().press("*").hears == text_of("M00")


def test_hash_repeats() -> None:
    assert VirtualCall().press("1#").hears == text_of("M10")


def test_9_repeats_slowly_and_the_call_stays_slow() -> None:
    call = VirtualCall().press("1").press("9")
    assert call.hears == text_of("M10")
    assert isinstance(call.action, Listen)
    assert call.action.rate is Rate.SLOW
    call.press("1")
    assert isinstance(call.action, Listen)
    assert call.action.rate is Rate.SLOW


def test_a_wrong_key_is_told_and_the_menu_said_again() -> None:
    assert VirtualCall().press("7").hears == text_of("not_an_option") + text_of("M00")


def test_a_wrong_key_flushes_what_was_typed_ahead_behind_it() -> None:
    call = VirtualCall().press("711", between=0.2)
    assert call.state.node == "M00"
    assert call.later(1).press("1").state.node == "M10"


def test_three_wrong_keys_reach_a_person() -> None:
    call = VirtualCall()
    for _ in range(3):
        call.later(3).press("7")
    assert call.hears == text_of("E04") + text_of("transferring")


def test_the_first_silence_gets_the_shorter_prompt() -> None:
    assert VirtualCall().wait().hears == text_of("M00_short")


def test_two_silences_get_a_slow_voice_and_two_choices() -> None:
    call = VirtualCall().wait().wait()
    assert call.hears == text_of("E03")
    assert isinstance(call.action, Listen)
    assert call.action.rate is Rate.SLOW


def test_who_goes_on_after_two_silences_is_where_they_were() -> None:
    assert VirtualCall().press("11").wait().wait().press("1").hears == text_of("M11")


def test_three_silences_end_with_words_and_never_a_bare_hang_up() -> None:
    call = VirtualCall().wait().wait().wait()
    assert isinstance(call.action, Perform)
    assert call.action.act == "request_callback"
    call.event(Found(call.at, (words(case_number="一", position="两"),)))
    assert call.doing is Say
    assert call.hears == text_of("E06") + text_of("Z97")
    assert call.played().doing is End


def test_who_cannot_be_called_back_is_told_to_call_again() -> None:
    call = VirtualCall(Opening(OPEN)).wait().wait().wait()
    assert call.hears == text_of("Z98")


def test_silence_and_wrong_keys_are_counted_apart() -> None:
    call = VirtualCall().wait().later(3).press("7").wait()
    assert call.state.no_input == 1
    assert call.state.no_match == 1
    assert call.state.node == "M00"


def test_a_prompt_that_cannot_be_spoken_leads_to_one_that_can() -> None:
    assert VirtualCall().press("1").event(Unspeakable(2.0)).hears == text_of("E01")


def test_when_nothing_can_be_spoken_the_call_ends_so_that_the_dialplan_apologises() -> None:
    call = VirtualCall().event(Unspeakable(1.0)).event(Unspeakable(2.0))
    assert call.doing is End
    assert call.outcomes[-1] == ("E01", "unspeakable")


def test_who_is_recorded_is_told_first_and_once() -> None:
    call = VirtualCall(Opening(OPEN, MOBILE, recorded=True))
    assert call.hears.startswith(text_of("recorded"))
    assert text_of("recorded") not in call.press("#").hears
    assert text_of("recorded") not in VirtualCall(Opening(OPEN, MOBILE)).hears
