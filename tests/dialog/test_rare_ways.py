"""What random callers found: ways through a call that nobody had thought of."""

from dataclasses import replace

import pytest
from pydantic import SecretStr

from ivr.dialog.actions import Listen, LookUp, Record
from ivr.dialog.conversation import Conversation, Opening
from ivr.dialog.entries import is_telephone
from ivr.dialog.events import Failed, Found, Recorded
from ivr.dialog.state import State
from ivr.menus.model import Level, Option
from ivr.spoken.phones import phone
from tests.dialog.virtual_call import ID, MOBILE, OPEN, VirtualCall, id_keys, service, text_of, words

MONTHS = tuple(words(month=month, base="五千元整", amount="四百元整", as_of="十一月") for month in ("十月", "九月"))


def hearing_rows(engine: Conversation | None = None) -> VirtualCall:
    call = VirtualCall(engine=engine)
    call.state = replace(call.state, level=Level.L2, id_number=SecretStr(ID))
    call.press("111")
    call.event(Found(call.at, (words(balance="一元整", as_of="今天"),))).later(3).press("2")
    return call.event(Found(call.at, MONTHS)).later(3)


@pytest.mark.parametrize("number", ["0012345678", "021123456789", "0571123456", "05711234567890"])
def test_what_can_not_be_read_back_is_no_telephone_number(number: str) -> None:
    assert not is_telephone(number)


@pytest.mark.parametrize("number", ["01012345678", "0211234567", "05711234567", "057112345678", "2234567", "81234567"])
def test_every_telephone_number_can_be_read_back(number: str) -> None:
    assert phone(number)
    assert is_telephone(number)


def test_a_wrong_key_between_rows_is_told_and_the_row_said_again() -> None:
    call = hearing_rows().wait().press("8")
    assert call.hears.startswith(text_of("not_an_option") + "九月")


def test_a_choice_of_two_keys_between_rows_is_waited_for() -> None:
    tree = service().tree
    details = tree.nodes["Q114"].model_copy(update={"options": {"11": Option(to="M00", name="主菜单")}})
    tree = tree.model_copy(update={"nodes": {**tree.nodes, "Q114": details}})
    engine = Conversation(tree, service().wording, service().office)
    assert hearing_rows(engine).press("11").state.node == "M00"
    assert text_of("not_an_option") in hearing_rows(engine).press("1").wait().hears


def test_who_presses_wrong_keys_behind_a_message_has_left_it() -> None:
    call = VirtualCall().press("52").played()
    assert isinstance(call.action, Record)
    call.event(Recorded(call.at, 5000, SecretStr("#"))).later(3).press("777", between=2)
    assert call.state.node == "C52"


def test_a_number_that_is_wrong_can_not_be_accepted_by_going_back() -> None:
    call = VirtualCall().press("111").press(id_keys()).press("4").press("0021").later(3).press("*")
    assert call.state.node == "M11"


def test_another_number_forgets_the_case_number_of_the_last_one() -> None:
    call = VirtualCall()
    call.state = replace(call.state, given={"case_number": SecretStr("一二三四")})
    assert call.press("111").press(id_keys()).state.given == {}


def cut_off(node: str, wanted: str = "", recording: str = "") -> VirtualCall:
    values = {"district": SecretStr("城东区"), **({"recording": SecretStr(recording)} if recording else {})}
    earlier = State(node, 9.0, wanted=wanted, values=values, id_number=SecretStr(ID), level=Level.L1)
    return VirtualCall(Opening(OPEN, MOBILE, earlier)).press("1")


@pytest.mark.parametrize("node", ["Q52", "Q53", "S92", "Q212"])
def test_what_was_changed_or_sent_when_the_call_was_cut_off_is_not_done_again(node: str) -> None:
    assert cut_off(node, wanted=node, recording="message-1").state.node == "M00"


def test_a_look_up_that_was_cut_off_is_asked_with_the_same_values_again() -> None:
    call = cut_off("Q25", recording="message-1")
    assert isinstance(call.action, LookUp)
    assert call.action.values["district"].get_secret_value() == "城东区"
    assert "recording" not in call.action.values


def test_a_change_of_a_tree_that_is_gone_is_not_wanted_any_more() -> None:
    assert cut_off("Q999", wanted="Q998").state.node == "M00"


def test_a_message_that_was_dropped_is_not_registered_by_trying_again() -> None:
    call = VirtualCall().press("52").played()
    call.event(Recorded(call.at, 5000, SecretStr("#"))).later(3).press("#").press("1")
    call.event(Failed(call.at)).later(3).press("2").played().event(Recorded(call.at, 0, SecretStr("*")))
    assert call.state.wanted == ""


def test_who_is_somebody_else_by_now_is_not_sent_what_the_first_was_told() -> None:
    call = hearing_rows().press("*")
    call.state = replace(call.state, answer=())
    assert call.later(3).press("2").hears == text_of("E02")
    assert isinstance(call.action, Listen)
