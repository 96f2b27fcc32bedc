"""What of a call is nobody else's, and that the call says so on its channel."""

from dataclasses import replace
from typing import cast

import pytest
from pydantic import SecretStr

from ivr.dialog.actions import Action, Listen, LookUp, Say, Transfer
from ivr.dialog.conversation import Turn
from ivr.dialog.state import State
from ivr.menus import model
from ivr.phone.channel import Channel
from ivr.phone.privacy import Privacy, is_private
from ivr.spoken.utterance import Fixed, Personal, Rate, Recording
from tests.dialog.virtual_call import identified, service, words

TREE = service().tree


class Told:
    def __init__(self, listeners: str = "") -> None:
        self.values: list[tuple[str, str]] = []
        self._listeners = listeners

    def set_variable(self, name: str, value: str) -> None:
        self.values.append((name, value))

    def get_variable(self, name: str) -> str:
        assert name == "IVR_LISTENERS"
        return self._listeners


def turn(node: str, action: Action) -> Turn:
    return Turn(State(node=node, entered_at=0.0), action)


def listen(*said: Fixed | Personal | Recording) -> Listen:
    return Listen(said, Rate.NORMAL, 7.0)


MENU = listen(Fixed("查个人社保请按1"))
ANSWER = listen(Fixed("您的余额"), Personal(SecretStr("一元整")))
LOOK_UP = LookUp("pension_account", {}, (), Rate.NORMAL)


def said_on_the_channel(*turns: Turn) -> list[str]:
    told = Told()
    privacy = Privacy(cast("Channel", told), TREE)
    for one in turns:
        privacy.on(one)
    return [value for _, value in told.values]


def test_all_who_listen_are_silenced_before_anything_private_is_said() -> None:
    told = Told("PJSIP/browser-1,Local/1000@people-2;1,")
    privacy = Privacy(cast("Channel", told), TREE)
    for one in (turn("M11", MENU), turn("A10", MENU), turn("M00", MENU)):
        privacy.on(one)
    listeners = ("PJSIP/browser-1", "Local/1000@people-2;1")
    said = [
        [("IVR_PRIVATE", value), *((f"EXPORT({one},MUTEAUDIO(out))", value) for one in listeners)]
        for value in ("no", "yes", "no")
    ]
    assert told.values == [pair for stretch in said for pair in stretch]


def test_from_the_number_to_the_answer_is_one_private_stretch() -> None:
    number = [turn(node, MENU) for node in ("A10", "A11", "A13", "S13")]
    answer = [turn("Q111", LOOK_UP), turn("Q111", ANSWER)]
    said = said_on_the_channel(turn("M00", MENU), turn("M11", MENU), *number, *answer, turn("C90", MENU))
    assert said == ["no", "yes", "no"]


def test_a_look_up_that_gives_nothing_private_ends_the_stretch() -> None:
    said = said_on_the_channel(turn("S13", MENU), turn("Q111", LOOK_UP), turn("E02", listen(Fixed("没有记录"))))
    assert said == ["yes", "no"]


def test_the_talk_with_a_person_can_be_listened_to() -> None:
    talk = turn("T00", Transfer("1000", "Q111"))
    assert said_on_the_channel(turn("Q111", ANSWER), talk) == ["yes", "no"]


def test_a_process_that_goes_on_with_a_call_says_it_anew() -> None:
    assert said_on_the_channel(turn("A13", MENU)) == ["yes"]
    assert said_on_the_channel(turn("M00", MENU)) == ["no"]


@pytest.mark.parametrize("node", sorted(TREE.nodes))
def test_numbers_and_messages_are_private(node: str) -> None:
    private = isinstance(TREE.nodes[node], model.Ask | model.Confirm | model.Authenticate | model.Record)
    assert is_private(TREE, turn(node, MENU)) is private


@pytest.mark.parametrize("part", [Personal(SecretStr("一元整")), Recording("message-1")])
def test_what_is_said_with_a_caller_s_own_values_is_private(part: Personal | Recording) -> None:
    assert is_private(TREE, turn("Q111", listen(Fixed("您的余额"), part)))
    assert is_private(TREE, turn("Q111", Say((part,), Rate.NORMAL)))
    assert not is_private(TREE, turn("Q111", listen(Fixed("没有记录"))))


def test_an_answer_is_heard_by_its_caller_alone() -> None:
    call = identified()
    assert is_private(TREE, Turn(call.state, call.action)), "the PIN is being checked"
    found = replace(call.state, node="Q111", rows=(dict(words(balance="一元整", as_of="今天")),))
    told = service().wording.say("Q111", words(balance="一元整", as_of="今天"))
    assert is_private(TREE, Turn(found, listen(*told)))
