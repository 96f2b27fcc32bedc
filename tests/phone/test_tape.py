"""When a call's recording runs, and when it must not."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import pytest
from pydantic import SecretStr

from ivr.dialog.actions import Action, Listen, LookUp
from ivr.dialog.conversation import Turn
from ivr.dialog.state import State
from ivr.phone.channel import Channel
from ivr.phone.tape import Tape
from ivr.recordings.folder import Folder
from ivr.spoken.utterance import Fixed, Personal, Rate
from tests.dialog.virtual_call import service

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


def listen(*said: Fixed | Personal) -> Listen:
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


def test_the_talk_with_a_person_is_not_recorded(call: Recorded) -> None:
    call.on("M00", MENU, 0.0)
    call.on("T00", MENU, 4.0)
    assert call.channel.done[-1] == "StopMixMonitor"
