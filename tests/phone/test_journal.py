"""What a call's turns leave in the call log."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine

from ivr.dialog.conversation import Opening, Turn
from ivr.dialog.events import Event, Found, Heard, Key
from ivr.phone.journal import Journal
from ivr.records.reading import CallShown, list_calls, show_call
from ivr.records.recorder import Recorder
from ivr.records.wanted import Wanted
from ivr.secret import Pseudonymiser, Seal
from ivr.settings import load
from ivr.spoken.question import Alternative
from ivr.spoken.say import Kind, say
from tests.dialog.virtual_call import MOBILE, OPEN, conversation, service
from tests.migrated import open_migrated

CASE = "202611260018"


class WrittenCall:
    """A call on a virtual clock whose turns are written down."""

    def __init__(self, home: Path) -> None:
        self._home, self._at = home, 0.0
        self.ours: Engine = open_migrated(load(home=home))
        self._recorder = Recorder(self.ours, Pseudonymiser(home), "one")
        self._journal = Journal(self._recorder.begin(MOBILE, "v1"), service().tree, Seal(home))
        self._turn: Turn = conversation().begin(0.0, Opening(OPEN, MOBILE))
        self._journal.write(self._turn)

    def press(self, keys: str) -> "WrittenCall":
        for key in map(SecretStr, keys):
            self.event(partial(Key, key=key))
        return self

    def event(self, made: Callable[[float], Event]) -> None:
        self._at += 3.0
        self._turn = conversation().on(self._turn.state, made(self._at))
        self._journal.write(self._turn)

    def shown(self) -> CallShown:
        self._recorder.close()
        [call] = list_calls(self.ours, Wanted()).calls
        return show_call(self.ours, call.id)

    def found(self, number: str) -> int:
        """How many calls are found by a whole number."""
        return len(list_calls(self.ours, Wanted(hmac=Pseudonymiser(self._home).of(SecretStr(number)))).calls)


@pytest.fixture
def call(tmp_path: Path) -> WrittenCall:
    return WrittenCall(tmp_path)


def test_keys_and_words_of_the_menu_are_kept(call: WrittenCall) -> None:
    call.press("1").event(lambda at: Heard(at, (Alternative(SecretStr("养老"), 0.0),)))
    steps = call.shown().steps
    assert [(step.node, step.pressed, step.heard, step.score) for step in steps] == [
        ("M00", "1", None, None),
        ("M10", None, "养老", 1.0),
    ]


def test_a_call_is_found_by_the_case_number_that_was_keyed(call: WrittenCall) -> None:
    call.press(f"31{CASE}")
    shown = call.shown()
    assert shown.cases == ["********0018"]
    assert (call.found(CASE), call.found("202611260026")) == (1, 0)
    assert {step.pressed for step in shown.steps} == {"3", "1", None}


def test_a_call_is_found_by_the_case_number_that_a_change_gave(call: WrittenCall) -> None:
    call.press("531")  # a call-back, to the number they call from
    row = {"case": "done", "case_number": say(Kind.CASE_NUMBER, CASE), "position": "一"}
    call.event(lambda at: Found(at, ({name: SecretStr(words) for name, words in row.items()},)))
    assert call.shown().cases == ["********0018"]
    assert call.found(CASE) == 1
