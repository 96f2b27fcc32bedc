"""When a call's recording runs, and when it must not."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

import pytest
from pydantic import SecretStr

from ivr.dialog.actions import Action, Listen, LookUp, Say
from ivr.dialog.conversation import Turn
from ivr.dialog.state import State
from ivr.menus.model import Ask, Authenticate, Confirm, Record, Transfer
from ivr.phone.channel import Channel
from ivr.phone.tape import Tape, is_private
from ivr.recordings.folder import Folder
from ivr.spoken.utterance import Fixed, Personal, Rate, Recording
from tests.dialog.virtual_call import identified, service, words

CALL = "c" * 32
TREE = service().tree


@dataclass
class FakeChannel:
    done: list[str] = field(default_factory=list)

    def execute(self, _command: str, application: str, *arguments: str) -> None:
        self.done.append(" ".join([application, *(Path(argument).name for argument in arguments)]))


@dataclass
class Recorded:
    """A call on a clock that stands until it is moved."""

    home: Path
    channel: FakeChannel = field(default_factory=FakeChannel)
    at: float = 0.0

    def __post_init__(self) -> None:
        self.tape = Tape(cast("Channel", self.channel), Folder(self.home), CALL, TREE, lambda: self.at)

    def on(self, node: str, action: Action, at: float) -> None:
        self.at = at
        self.tape.on(turn(node, action))


def turn(node: str, action: Action) -> Turn:
    return Turn(State(node=node, entered_at=0.0), action)


def listen(*said: Fixed | Personal | Recording) -> Listen:
    return Listen(said, Rate.NORMAL, 7.0)


MENU = listen(Fixed("查个人社保请按1"))


@pytest.fixture
def call(tmp_path: Path) -> Recorded:
    return Recorded(tmp_path)


def test_it_runs_from_menu_to_menu_and_rests_while_a_number_is_entered(call: Recorded) -> None:
    call.on("M00", MENU, 0.0)
    call.on("M10", MENU, 4.0)
    call.on("A10", MENU, 9.5)
    call.on("A11", MENU, 20.0)
    call.on("A13", MENU, 31.0)
    call.on("M00", MENU, 42.123)
    assert call.channel.done == [
        "StopMixMonitor",  # which a process may have left running that died in this call
        f"MixMonitor {CALL}-00000000.alaw",
        "StopMixMonitor",
        f"MixMonitor {CALL}-00042123.alaw",
    ]


def test_it_is_not_begun_for_the_moment_of_a_look_up(call: Recorded) -> None:
    call.on("A13", MENU, 0.0)
    call.on("Q111", LookUp("pension_account", {}, (), Rate.NORMAL), 6.0)
    call.on("Q111", listen(Personal(SecretStr("一元整"))), 6.1)
    assert call.channel.done == ["StopMixMonitor"]


def test_a_process_that_goes_on_with_a_call_stops_what_it_finds_first(call: Recorded) -> None:
    call.on("A13", MENU, 31.0)
    assert call.channel.done == ["StopMixMonitor"]


@pytest.mark.parametrize("node", sorted(TREE.nodes))
def test_no_number_message_or_person_is_recorded(node: str) -> None:
    private = isinstance(TREE.nodes[node], Ask | Confirm | Authenticate | Record | Transfer)
    assert is_private(TREE, turn(node, MENU)) is private


@pytest.mark.parametrize("part", [Personal(SecretStr("一元整")), Recording("message-1")])
def test_what_is_said_with_a_caller_s_own_values_is_not(part: Personal | Recording) -> None:
    assert is_private(TREE, turn("Q111", listen(Fixed("您的余额"), part)))
    assert is_private(TREE, turn("Q111", Say((part,), Rate.NORMAL)))
    assert not is_private(TREE, turn("Q111", listen(Fixed("没有记录"))))


def test_an_answer_is_heard_by_its_caller_alone() -> None:
    call = identified()
    assert is_private(TREE, Turn(call.state, call.action)), "the PIN is being checked"
    found = replace(call.state, node="Q111", rows=(dict(words(balance="一元整", as_of="今天")),))
    told = (*service().wording.say("Q111", words(balance="一元整", as_of="今天")),)
    assert is_private(TREE, Turn(found, listen(*told)))
