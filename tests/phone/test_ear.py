"""An ear for words, on a channel that answers as Asterisk does."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import cast

import pytest
from pydantic import SecretStr

from ivr.phone import ear as module
from ivr.phone.channel import Channel, Keyed
from ivr.phone.ear import MOST_CALLS, Ear
from ivr.speech.recogniser.heard import Heard, Turn
from ivr.speech.recogniser.status import Status
from ivr.spoken.question import Alternative, Words

MENU = Words(("养老金", "失业金"))
SAID = Heard(Turn.WORDS, (Alternative(SecretStr("养老金"), 0.0),))
Answer = tuple[Keyed | None, Heard]


@dataclass
class FakeChannel:
    answers: list[Answer] = field(default_factory=list)
    error: str = ""
    left: str = "0"
    done: list[str] = field(default_factory=list)

    def execute(self, *command: str) -> None:
        self.done.append(" ".join(command))

    def get_variable(self, name: str) -> str:
        return self.error if name == "ERROR" else self.left

    def set_variable(self, name: str, value: str) -> None:
        self.done.append(f"{name}={value}")

    def hear_words(self, settings: Mapping[str, str], path: str, _seconds: float, _end: Callable[[], None]) -> Answer:
        self.done += [f"{name}={value}" for name, value in settings.items()]
        self.done.append(f"plays {path}")
        return self.answers.pop(0)


def ear(channel: FakeChannel, port: int | None = 4572) -> Ear:
    return Ear(cast("Channel", channel), port, "c0ffee")


def status(ready: int, sessions: int) -> Status:
    return Status("fake", "", 1, ready, sessions, 0, 0, 0, 0, 0, 0, 0.0, 0.0)


@pytest.fixture(autouse=True)
def ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ask_status", lambda *_: status(ready=1, sessions=0))


def heard(one: Ear) -> Heard:
    found = one.listen("prompt", 7.0, MENU)
    assert isinstance(found, Heard)
    return found


def test_the_recogniser_is_opened_once_in_a_call() -> None:
    channel = FakeChannel()
    one = ear(channel)
    assert one.hears
    assert one.hears
    assert channel.done.count("EXEC SpeechCreate recogniser") == 1


def test_what_a_process_that_died_had_opened_is_closed_first() -> None:
    channel = FakeChannel(left="1")
    assert ear(channel).hears
    assert channel.done[:2] == ["EXEC SpeechDestroy", "EXEC SpeechCreate recogniser"]


@pytest.mark.parametrize(("port", "error"), [(None, ""), (4572, "1")])
def test_without_a_recogniser_it_does_not_hear(port: int | None, error: str) -> None:
    assert not ear(FakeChannel(error=error), port).hears


@pytest.mark.parametrize(("ready", "sessions"), [(0, 0), (1, MOST_CALLS)])
def test_one_without_an_engine_or_room_does_not_hear(
    monkeypatch: pytest.MonkeyPatch, ready: int, sessions: int
) -> None:
    monkeypatch.setattr(module, "ask_status", lambda *_: status(ready, sessions))
    assert not ear(FakeChannel()).hears


def test_the_question_goes_before_the_prompt() -> None:
    channel = FakeChannel([(None, SAID)])
    assert heard(ear(channel)) == SAID
    assert channel.done == ["SPEECH_ENGINE(question)=words;1.0;;养老金|失业金", "plays prompt"]


def test_a_key_goes_before_words() -> None:
    key = Keyed(SecretStr("1"), time.monotonic())
    assert ear(FakeChannel([(key, SAID)])).listen("prompt", 7.0, MENU) == key


def test_one_that_is_gone_when_a_key_is_pressed_costs_no_other_question_its_time() -> None:
    key = Keyed(SecretStr("1"), time.monotonic())
    one = ear(FakeChannel([(key, Heard(Turn.GONE))]))
    assert one.hears
    assert one.listen("prompt", 7.0, MENU) == key
    assert not one.hears


@pytest.mark.parametrize("turn", [Turn.GONE, Turn.FULL])
def test_a_recogniser_that_is_gone_or_full_is_not_asked_again_in_this_call(turn: Turn) -> None:
    channel = FakeChannel([(None, Heard(turn))])
    one = ear(channel)
    assert one.hears
    assert heard(one).turn is turn
    assert not one.hears
    assert channel.done[-1] == "EXEC SpeechDestroy"
