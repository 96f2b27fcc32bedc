"""Who is calling: the ID number with its read-back, the PIN, and what goes wrong with them."""

from dataclasses import replace

import pytest

from ivr.dialog.actions import Listen, Transfer, Verify
from ivr.dialog.events import Accepted, Failed, Found, Locked, Refused, TooSlow
from ivr.menus.model import Level
from tests.dialog.virtual_call import ID, PIN, VirtualCall, id_keys, identified, text_of, words

READ_BACK = (
    "您输入的是，幺幺零幺零五，幺九四九幺二三幺，零零二叉。正确请按一，第一段错请按二，第二段错请按三，第三段错请按四。"
)


def asked() -> VirtualCall:
    return VirtualCall().press("111")


def test_the_18th_key_ends_the_number_and_it_is_read_back_in_groups() -> None:
    assert asked().press(id_keys()).hears == READ_BACK


def test_a_hash_out_of_habit_behind_the_number_changes_nothing() -> None:
    call = asked().press(id_keys()).press("#")
    assert call.hears == READ_BACK
    assert call.press("1").hears == text_of("A13")


def test_who_says_it_is_wrong_enters_it_again() -> None:
    call = asked().press(id_keys()).press("3")
    assert call.hears == text_of("ask_id_birth")
    assert call.press("19491231").hears == READ_BACK


def test_two_wrong_check_digits_and_the_number_is_asked_part_by_part() -> None:
    call = asked().press("110105194912310021" * 2)
    assert call.hears == text_of("id_by_segments") + text_of("ask_id_area")
    assert call.press("110105").hears == text_of("ask_id_birth")
    assert call.press("19491231").hears == text_of("ask_id_tail")
    assert call.press("002*").hears == READ_BACK


def test_an_area_that_no_province_has_is_asked_again_alone() -> None:
    call = asked().press("990105194912310028")
    assert call.hears == text_of("id_bad_area") + text_of("ask_id_area")
    assert call.press("110105").state.node == "A10"


def test_star_before_the_18th_place_clears_and_starts_over() -> None:
    call = asked().press("110105*")
    assert call.hears == text_of("entry_cleared") + text_of("A10")
    assert call.press(id_keys()).hears == READ_BACK


def test_star_before_the_first_digit_goes_back() -> None:
    assert asked().later(2).press("*").hears == text_of("M11")


def test_zero_is_a_digit_in_a_number() -> None:
    assert asked().press("110").state.node == "A10"


def test_two_hashes_reach_a_person_from_a_number() -> None:
    assert asked().press("##").hears == text_of("transferring")
    assert asked().press("1101##").played().doing is Transfer


def test_an_early_hash_tells_how_many_digits_are_missing_and_keeps_the_rest() -> None:
    call = asked().press("110105194912310#")
    assert call.hears == "还差三位，请接着输入。"
    assert call.press("02*").hears == READ_BACK


def test_a_pause_tells_how_many_digits_are_missing_and_keeps_the_rest() -> None:
    call = asked().press("110105").wait()
    assert call.hears == "还差十二位，请接着输入。"
    assert call.press("19491231002*").hears == READ_BACK


def test_a_pause_of_four_seconds_between_keys_is_nothing() -> None:
    assert asked().press("110105").later(4).press("19491231002*").hears == READ_BACK


def test_the_first_key_may_take_ten_seconds_and_the_next_five() -> None:
    call = asked()
    assert isinstance(call.action, Listen)
    assert call.action.seconds == 10
    call.press("1")
    assert isinstance(call.action, Listen)
    assert call.action.seconds == 5


@pytest.mark.parametrize(
    ("number", "prompt"),
    [("110105194913310028", "id_bad_date"), ("110105194912310021", "id_bad_check_digit")],
)
def test_an_impossible_number_is_told_with_its_fault(number: str, prompt: str) -> None:
    asked_for = "ask_id_birth" if prompt == "id_bad_date" else "A10"
    assert asked().press(number).hears == text_of(prompt) + text_of(asked_for)


def test_three_impossible_numbers_reach_a_person() -> None:
    call = asked().press("110105194912310021" * 2).press("110105194912310021")
    assert call.hears == text_of("A12") + text_of("transferring")


def test_silence_in_a_number_ends_like_silence_in_a_menu() -> None:
    assert asked().wait().wait().hears == text_of("E03")
    assert asked().wait().wait().press("1").hears == text_of("A10")


def test_the_pin_is_checked_and_forgotten() -> None:
    call = identified()
    assert isinstance(call.action, Verify)
    assert call.action.id_number.get_secret_value() == ID
    assert call.action.pin.get_secret_value() == PIN
    call.event(Accepted(call.at))
    assert call.state.entry.get_secret_value() == ""
    assert call.state.level is Level.L2


@pytest.mark.parametrize(("left", "prompt"), [(2, "wrong_pin_two_left"), (1, "wrong_pin_one_left")])
def test_a_wrong_pin_tells_how_many_tries_are_left(left: int, prompt: str) -> None:
    call = identified()
    assert call.event(Refused(call.at, left)).hears == text_of(prompt) + text_of("A13")


def test_the_last_wrong_pin_and_a_locked_person_sound_the_same() -> None:
    last, locked = identified(), identified()
    last.event(Refused(last.at, 0))
    locked.event(Locked(locked.at))
    assert last.hears == locked.hears == text_of("S14") + text_of("A14")


def test_a_pin_check_that_fails_or_is_too_slow_has_a_way_on() -> None:
    for event in (Failed, TooSlow):
        call = identified()
        assert call.event(event(call.at)).hears == text_of("E01")
        assert call.press("3").hears == text_of("A13"), "the number is known; only the PIN is asked again"


def test_another_id_number_is_another_person() -> None:
    call = identified()
    call.event(Accepted(call.at)).event(Found(call.at, (words(balance="一元整", as_of="今天"),)))
    other = VirtualCall()
    other.state, other.action = call.state, call.action
    other.state = replace(other.state, node="A10")
    other.press(id_keys("320106196203150013"))
    assert other.state.level is Level.L0


def test_nothing_of_a_number_shows_when_the_state_is_printed() -> None:
    shown = repr(identified().state)
    assert PIN not in shown
    assert ID not in shown
    assert "1949" not in shown
