"""How the driver performs actions: what it plays, asks and hands back."""

import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

import pytest
from pydantic import SecretStr

from ivr.benefits import ports
from ivr.dialog import events
from ivr.dialog.actions import Action, Listen, LookUp, Perform, Record, Say, Transfer, Verify
from ivr.phone import driver as module
from ivr.phone.channel import Channel, DialStatus, Keyed
from ivr.phone.driver import Backends, Driver
from ivr.phone.ear import Ear
from ivr.speech.prompter import Playable, Prompter
from ivr.speech.recogniser.heard import Heard, Turn
from ivr.speech.synthesizer import VoiceUnavailable
from ivr.spoken.question import Alternative, Question, Words
from ivr.spoken.utterance import Fixed, Rate, Recording, Utterance

HELLO: Utterance = (Fixed("您好"),)
WAIT: Utterance = (Fixed("请稍候"),)
LONG_MS = 3000
SOMEBODY = SecretStr("11010519491231002X")
ROW = {"balance": SecretStr("一元整")}


@dataclass
class FakeChannel:
    """A caller who presses what `keys` holds, at the prompts they are played."""

    keys: list[str] = field(default_factory=list)
    played: list[str] = field(default_factory=list)
    answers: bool = False
    ahead: str = ""
    """Keys that were typed before the first prompt."""

    def typed_ahead(self) -> Keyed | None:
        if not self.ahead:
            return None
        key, self.ahead = self.ahead[0], self.ahead[1:]
        return Keyed(SecretStr(key), time.monotonic())

    def turn(self, path: str | None, listen_ms: int) -> Keyed:
        self.played.append(f"{path} {listen_ms}")
        return Keyed(SecretStr(self.keys.pop(0)) if self.keys else None, time.monotonic())

    def play_out(self, path: str) -> None:
        self.played.append(path)

    def listen_until(
        self, done: Future[Any], limit_ms: int, path: str | None = None, wanted: str = "0"
    ) -> Keyed | None:
        if path:
            self.played.append(path)
        if self.keys and self.keys[0] in wanted:
            return Keyed(SecretStr(self.keys.pop(0)), time.monotonic())
        if path is None:
            threading.Event().wait(0 if done.done() else min(limit_ms / 1000, 0.05))
        return None

    def record(self, path: str, most_ms: int) -> tuple[int, SecretStr]:
        self.played.append(f"record {path} {most_ms}")
        return 2000, SecretStr("#")

    def set_variable(self, name: str, value: str) -> None:
        self.played.append(f"{name}={value}")

    def dial(self, target: str, seconds: int) -> DialStatus:
        self.played.append(f"{target} {seconds}")
        return DialStatus.ANSWER if self.answers else DialStatus.NO_ANSWER


class FakePrompter:
    works = True

    def recording(self, name: str) -> Path:
        return Path(f"/messages/{name}.alaw")

    def prepare(self, utterance: Utterance, rate: Rate) -> Playable:
        if not self.works:
            raise VoiceUnavailable("off")
        texts = [part.name if isinstance(part, Recording) else cast("Fixed", part).text for part in utterance]
        return Playable(f"{rate}:" + "".join(texts), LONG_MS, personal=False)

    def rest(self, playable: Playable, milliseconds: int) -> Playable:
        return Playable(f"{playable.path} from {milliseconds}", playable.milliseconds - milliseconds, personal=False)


@dataclass
class FakeBenefits:
    """Answers after `seconds` with `result`, or raises it."""

    result: Any
    seconds: float = 0.0

    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)

    def find(self, name: str, values: Mapping[str, SecretStr]) -> tuple[ports.Row, ...]:
        return cast("tuple[ports.Row, ...]", self._answer())

    def perform(self, act: str, request: str, values: Mapping[str, SecretStr]) -> ports.Row:
        self.asked.append((act, request, {name: value.get_secret_value() for name, value in values.items()}))
        return cast("ports.Row", self._answer())

    def verify(self, id_number: SecretStr, pin: SecretStr) -> ports.Verdict:
        return cast("ports.Verdict", self._answer())

    def _answer(self) -> object:
        time.sleep(self.seconds)
        if isinstance(self.result, Exception):
            raise self.result
        return self.result


@dataclass
class Line:
    """A driver on fakes."""

    workers: ThreadPoolExecutor
    channel: FakeChannel = field(default_factory=FakeChannel)
    prompter: FakePrompter = field(default_factory=FakePrompter)
    patience: float = 2.0

    def perform(self, action: Action, backend: FakeBenefits | None = None) -> events.Event:
        return self.driver(backend)._perform(action)

    def driver(self, backend: FakeBenefits | None = None) -> Driver:
        backend = backend or FakeBenefits(())
        backends = Backends(
            backend,
            backend,
            backend,
            cast("Prompter", self.prompter),
            self.workers,
            self.patience,
            "beep",
            None,
            WAIT,
        )
        return Driver(cast("Channel", self.channel), backends, "c0ffee", ("1000", 20))


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    monkeypatch.setattr(module, "FILLER_SECONDS", 0.2)
    with ThreadPoolExecutor(4) as workers:
        yield Line(workers)


def look_up() -> LookUp:
    return LookUp("pension_account", {"id_number": SOMEBODY}, WAIT, Rate.NORMAL)


def test_listening_plays_and_takes_one_key(line: Line) -> None:
    line.channel.keys = ["1"]
    event = line.perform(Listen(HELLO, Rate.NORMAL, 7.0))
    assert isinstance(event, events.Key)
    assert event.key.get_secret_value() == "1"
    assert line.channel.played == ["normal:您好 7000"]


def test_nothing_pressed_is_silence(line: Line) -> None:
    assert isinstance(line.perform(Listen((), Rate.NORMAL, 5.0)), events.Silence)
    assert line.channel.played == ["None 5000"]


@dataclass
class FakeEar:
    """Hears this, one after the other, each so many milliseconds after the prompt began."""

    heard: list[tuple[int, Heard]]
    played: list[str] = field(default_factory=list)
    hears: bool = True

    def close(self) -> None:
        self.hears = False

    def listen(self, path: str, seconds: float, asked: Question) -> Heard:
        self.played.append(path)
        milliseconds, heard = self.heard.pop(0)
        return replace(heard, begun_ms=milliseconds)


MENU = Listen(HELLO, Rate.NORMAL, 7.0, Words(("养老金",)))
SAID = Heard(Turn.WORDS, (Alternative(SecretStr("养老金"), -1.0),))
UNCLEAR = Heard(Turn.WORDS, (Alternative(SecretStr("养老金"), -3.0), Alternative(SecretStr("失业金"), -3.1)))
COUGH = Heard(Turn.NOISE)


def hearing(line: Line, *heard: tuple[int, Heard]) -> tuple[events.Event, list[str]]:
    driver, ear = listener(line, *heard)
    return driver._perform(MENU), ear.played


def listener(line: Line, *heard: tuple[int, Heard]) -> tuple[Driver, FakeEar]:
    """Nothing but SAID was asked for."""
    driver, ear = line.driver(), FakeEar(list(heard))
    driver._ear = cast("Ear", ear)
    driver._makes_sense = lambda alternatives: alternatives == SAID.alternatives
    return driver, ear


@pytest.mark.parametrize(("hears", "said"), [(True, "您好请说"), (False, "您好")])
def test_only_who_is_listened_to_is_invited_to_speak(line: Line, hears: bool, said: str) -> None:
    driver, ear = listener(line, (500, SAID))
    ear.hears = hears
    driver._perform(replace(MENU, invitation=(Fixed("请说"),)))
    assert [path.split()[0] for path in (*ear.played, *line.channel.played)] == [f"normal:{said}"]


def test_words_are_handed_on(line: Line) -> None:
    event, _ = hearing(line, (500, SAID))
    assert isinstance(event, events.Heard)
    assert event.alternatives == SAID.alternatives


@pytest.mark.parametrize("alarm", [COUGH, UNCLEAR])
def test_after_a_cough_or_music_the_prompt_goes_on_where_it_stopped(line: Line, alarm: Heard) -> None:
    event, played = hearing(line, (900, alarm), (500, SAID))
    assert isinstance(event, events.Heard)
    assert played == ["normal:您好", "normal:您好 from 600"]


@pytest.mark.parametrize("before", [[], [(900, COUGH)], [(900, UNCLEAR)]])
def test_who_is_not_understood_behind_the_prompt_or_again_is_told(line: Line, before: list[tuple[int, Heard]]) -> None:
    event, _ = hearing(line, *before, (LONG_MS + 100, UNCLEAR))
    assert isinstance(event, events.Heard)


@pytest.mark.parametrize("alarm", [COUGH, UNCLEAR])
def test_where_it_is_noisy_the_call_goes_on_by_keys(line: Line, alarm: Heard) -> None:
    driver, ear = listener(line, (100, COUGH), (100, COUGH), (100, alarm))
    assert isinstance(driver._perform(MENU), events.Unheard)
    assert not ear.hears


def test_what_was_understood_shows_that_it_is_not_noisy(line: Line) -> None:
    driver, _ = listener(line, *[(100, COUGH), (100, COUGH), (100, SAID)] * 2)
    assert [type(driver._perform(MENU)) for _ in range(2)] == [events.Heard] * 2


@pytest.mark.parametrize("turn", [Turn.FULL, Turn.GONE, Turn.SPEAKING])
def test_where_nobody_listens_the_conversation_is_told(line: Line, turn: Turn) -> None:
    event, _ = hearing(line, (100, Heard(turn)))
    assert isinstance(event, events.Unheard)


def test_saying_plays_to_the_end(line: Line) -> None:
    assert isinstance(line.perform(Say(HELLO, Rate.SLOW)), events.Played)
    assert line.channel.played == ["slow:您好"]


def test_without_a_voice_the_conversation_is_told(line: Line) -> None:
    line.prompter.works = False
    assert isinstance(line.perform(Listen(HELLO, Rate.NORMAL, 7.0)), events.Unspeakable)
    assert isinstance(line.perform(Say(HELLO, Rate.NORMAL)), events.Unspeakable)


def test_what_is_personal_and_comes_too_late_is_removed(line: Line, tmp_path: Path) -> None:
    path = tmp_path / "personal"

    def slowly(utterance: Utterance, rate: Rate) -> Playable:
        time.sleep(0.3)
        path.with_suffix(".alaw").write_bytes(b"x")
        return Playable(str(path), 10, personal=True)

    line.prompter.prepare, line.patience = slowly, 0.05  # type: ignore[method-assign]
    assert isinstance(line.perform(Listen(HELLO, Rate.NORMAL, 7.0)), events.Unspeakable)
    line.workers.shutdown()
    assert list(tmp_path.iterdir()) == []


def test_what_a_key_typed_ahead_interrupts_is_not_made_ready(line: Line) -> None:
    line.prompter.works = False
    line.channel.ahead = "5"
    event = line.perform(Listen(HELLO, Rate.NORMAL, 7.0))
    assert isinstance(event, events.Key)
    assert event.key == SecretStr("5")
    assert line.channel.played == []


def test_a_key_ends_the_wait_for_a_prompt_that_must_be_spoken_first(line: Line, tmp_path: Path) -> None:
    def slowly(utterance: Utterance, rate: Rate) -> Playable:
        time.sleep(0.3)
        return Playable(str(tmp_path / "late"), 10, personal=True)

    line.prompter.prepare = slowly  # type: ignore[method-assign]
    line.channel.keys = ["3"]
    event = line.perform(Listen(HELLO, Rate.NORMAL, 7.0))
    assert isinstance(event, events.Key)
    assert event.key == SecretStr("3")
    assert line.channel.played == []


def test_a_quick_answer_has_no_filler(line: Line) -> None:
    event = line.perform(look_up(), FakeBenefits((ROW,)))
    assert isinstance(event, events.Found)
    assert event.rows == (ROW,)
    assert line.channel.played == []


def test_a_slow_answer_is_bridged_by_a_filler(line: Line) -> None:
    assert isinstance(line.perform(look_up(), FakeBenefits((ROW,), seconds=0.3)), events.Found)
    assert line.channel.played[0] == "normal:请稍候"


def test_a_look_up_that_keeps_no_limit_is_given_up(line: Line) -> None:
    line.patience = 0.2
    assert isinstance(line.perform(look_up(), FakeBenefits((ROW,), seconds=0.6)), events.TooSlow)


def test_0_ends_the_wait_for_an_answer(line: Line) -> None:
    line.channel.keys = ["0"]
    assert isinstance(line.perform(look_up(), FakeBenefits((ROW,), seconds=0.3)), events.Key)


@pytest.mark.parametrize(
    ("fault", "event"),
    [(ports.LookupFailed("down"), events.Failed), (ports.LookupTooSlow("late"), events.TooSlow)],
)
def test_a_look_up_that_fails_says_how(line: Line, fault: Exception, event: type[events.Event]) -> None:
    assert isinstance(line.perform(look_up(), FakeBenefits(fault)), event)


@pytest.mark.parametrize(
    ("verdict", "event"),
    [
        (ports.Accepted(initial_pin=False), events.Accepted),
        (ports.Refused(2), events.Refused),
        (ports.Locked(), events.Locked),
        (ports.AttemptsUnavailable("down"), events.Failed),
        (ports.LookupTooSlow("late"), events.TooSlow),
    ],
)
def test_a_pin_check_hands_back_its_verdict(line: Line, verdict: object, event: type[events.Event]) -> None:
    verify = Verify(SOMEBODY, SecretStr("258014"), WAIT, Rate.NORMAL)
    assert isinstance(line.perform(verify, FakeBenefits(verdict)), event)


@pytest.mark.parametrize("answers", [True, False])
def test_a_person_is_rung_at_the_configured_extension(line: Line, answers: bool) -> None:
    line.channel.answers = answers
    event = line.perform(Transfer(None, "M11 Q121 slow"))
    assert isinstance(event, events.TransferEnded)
    assert event.answered is answers
    assert line.channel.played == ["__IVR_CONTEXT=M11 Q121 slow", "Local/1000@people 20"]


def test_a_team_of_its_own_is_rung_at_its_extension(line: Line) -> None:
    line.perform(Transfer("1002", "M12"))
    assert line.channel.played[-1] == "Local/1002@people 20"


def test_a_change_goes_by_the_call_and_its_number_and_no_key_ends_it(line: Line) -> None:
    line.channel.keys = ["0"]
    desk = FakeBenefits(ROW, seconds=0.1)
    event = line.perform(Perform("report_loss", 2, {"id_number": SOMEBODY}, WAIT, Rate.NORMAL), desk)
    assert isinstance(event, events.Found)
    assert event.rows == (ROW,)
    assert desk.asked == [("report_loss", "c0ffee-2", {"id_number": SOMEBODY.get_secret_value()})]


def test_a_message_is_recorded_behind_a_tone_under_the_call_s_own_name(line: Line) -> None:
    event = line.perform(Record("message-1", 120))
    assert isinstance(event, events.Recorded)
    assert event.milliseconds == 2000
    assert line.channel.played == ["beep", "record /messages/c0ffee-message-1 120000"]


def test_the_caller_hears_their_own_recording_and_it_is_left_under_that_name(line: Line) -> None:
    line.perform(Listen((Recording("message-1"), *HELLO), Rate.NORMAL, 7.0))
    assert line.channel.played == ["normal:c0ffee-message-1您好 7000"]
    desk = FakeBenefits(ROW)
    line.perform(Perform("leave_message", 1, {"recording": SecretStr("message-1")}, WAIT, Rate.NORMAL), desk)
    assert desk.asked[0][2] == {"recording": "c0ffee-message-1"}
