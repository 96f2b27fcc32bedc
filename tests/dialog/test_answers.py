"""Look-ups and their answers: one row, several, none, and the database gone."""

import pytest

from ivr.dialog.actions import End, Listen, LookUp
from ivr.dialog.events import Accepted, Failed, Found, TooSlow
from tests.dialog.virtual_call import VirtualCall, identified, text_of, words

ACCOUNT = words(balance="两万三千一百零五元六角", as_of="二零二六年十月三十一日")
ANSWER = "您的养老保险个人账户，累计储存额为，两万三千一百零五元六角，数据截至，二零二六年十月三十一日。"
MONTHS = tuple(
    words(month=month, base="五千元整", amount="四百元整", as_of="十一月一日") for month in ("十月", "九月", "八月")
)


def looking() -> VirtualCall:
    call = identified()
    return call.event(Accepted(call.at))


def answered() -> VirtualCall:
    call = looking()
    return call.event(Found(call.at, (ACCOUNT,)))


def details() -> VirtualCall:
    call = answered().later(5).press("2")
    return call.event(Found(call.at, MONTHS))


def test_after_the_pin_the_caller_gets_what_they_asked_for() -> None:
    call = looking()
    assert isinstance(call.action, LookUp)
    assert call.action.query == "pension_account"


def test_the_answer_is_said_with_the_choices_behind_it() -> None:
    assert answered().hears == ANSWER + text_of("Q111_menu")


@pytest.mark.parametrize("key", ["1", "#"])
def test_the_answer_is_repeated_without_another_look_up(key: str) -> None:
    call = answered().later(5).press(key)
    assert call.doing is Listen
    assert call.hears == ANSWER + text_of("Q111_menu")


def test_something_else_is_the_main_menu_and_nobody_logs_in_twice() -> None:
    call = answered().later(5).press("3")
    assert call.hears == text_of("M00")
    assert call.press("113").doing is LookUp


def test_star_goes_back_to_the_menu_and_not_into_the_login() -> None:
    assert answered().later(5).press("*").hears == text_of("M11")


def test_goodbye_is_said_before_hanging_up() -> None:
    call = answered().later(5).press("4")
    assert call.hears == text_of("V99")
    assert call.later(3).press("1").hears == text_of("Z99")
    assert call.played().doing is End
    assert ("V99", "score_1") in call.outcomes


def test_silence_behind_an_answer_repeats_the_choices_then_says_goodbye() -> None:
    call = answered().wait()
    assert call.hears == text_of("Q111_menu")
    assert call.wait().hears == text_of("Z99")


def test_several_rows_are_said_one_by_one() -> None:
    call = details()
    assert call.hears.startswith(text_of("rows_lead_in"))
    assert "十月，缴费基数，五千元整" in call.hears
    assert call.wait().hears.startswith("九月")
    assert "数据截至" not in call.hears
    assert call.press("#").hears.startswith("八月")
    assert call.hears.endswith("数据截至，十一月一日。")
    assert call.wait().hears == text_of("C90")


def test_star_ends_the_rows() -> None:
    assert details().press("*").hears == text_of("C90")


def test_a_person_is_one_key_away_between_rows() -> None:
    assert details().press("0").hears == text_of("transferring")


def test_all_rows_are_repeated_from_the_first() -> None:
    again = details().press("*").later(2).press("1").hears
    assert all(month in again for month in ("十月", "九月", "八月"))
    assert again.endswith(text_of("C90"))


def test_nothing_recorded_is_said_politely_with_ways_on() -> None:
    call = looking()
    assert call.event(Found(call.at, ())).hears == text_of("E02")
    assert call.press("1").hears == text_of("M00")


@pytest.mark.parametrize("event", [Failed, TooSlow])
def test_a_failed_look_up_can_be_tried_again(event: type[Failed]) -> None:
    call = looking()
    assert call.event(event(call.at)).hears == text_of("E01")
    assert call.press("3").doing is LookUp


def test_0_while_looking_up_reaches_a_person() -> None:
    assert looking().press("0").hears == text_of("transferring")


def test_the_log_never_holds_what_was_keyed() -> None:
    steps = repr(details().steps)
    assert "258014" not in steps
    assert "11010519" not in steps
    assert "五千" not in steps
