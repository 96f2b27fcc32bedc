"""Callers who speak, on a real Asterisk with the real recogniser, whose engine hears what the test wants."""

import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from ivr.phone.ear import Ear
from ivr.settings import PROMPTS
from ivr.speech.recogniser.heard import Heard, Turn
from ivr.speech.telephone import tone
from ivr.spoken.question import Digits, Words
from tests.live.conftest import System
from tests.live.fake_recogniser import DIGITS, WORDS
from tests.live.garbage import garbage
from tests.live.speaking import Script, Speech, converse, recogniser, wait_until_ready

pytestmark = pytest.mark.live

MENU = Words(("养老金", "失业金"))
ID = Digits((6, 8, 4, 18), 1.5, x=True)
PROMPT_SECONDS = 6


@pytest.fixture
def prompt(tmp_path: Path) -> str:
    """A tone."""
    (tmp_path / "prompt.alaw").write_bytes(tone(440, PROMPT_SECONDS * 1000))
    return str(tmp_path / "prompt")


@pytest.fixture(scope="session")
def moment(system: System) -> str:
    return str(system.settings.run_dir / "sounds" / "moment")


@pytest.fixture(scope="session")
def voice() -> bytes:
    """A second of somebody who speaks, without the silence before the first word."""
    longest = max((PROMPTS / "rendered").glob("*.alaw"), key=lambda path: path.stat().st_size)
    return longest.read_bytes()[:8000]


def test_who_speaks_stops_the_prompt_and_what_was_heard_comes_exactly(
    system: System, prompt: str, moment: str, voice: bytes, tmp_path: Path
) -> None:
    speech = Speech([(2.0, voice)])

    def script(call: Script) -> None:
        assert call.create()
        call.ask(MENU)
        assert call.heard() == Heard(Turn.LISTENING)
        assert call.background(prompt, 3) == ""
        assert time.monotonic() - speech.onsets[0] < 0.25
        assert call.heard().turn is Turn.SPEAKING
        call.background(moment, 10)
        assert call.heard().alternatives == WORDS
        time.sleep(0.5)  # for the recording

    with recogniser(system):
        converse(system, script, tmp_path / "call.wav", speech)
    samples, rate = soundfile.read(tmp_path / "call.wav", dtype="float32")
    loud = np.flatnonzero(np.abs(samples) > 0.01) / rate
    assert 1.5 < loud[-1] - loud[0] < 2.25


def test_each_question_is_a_turn_of_its_own(
    system: System, prompt: str, moment: str, voice: bytes, tmp_path: Path
) -> None:
    def script(call: Script) -> None:
        assert call.create()
        call.ask(MENU)
        call.background(prompt, 3)
        call.ask(ID)
        assert call.heard() == Heard(Turn.LISTENING)
        call.background(prompt, 3)
        call.background(moment, 10)
        assert call.heard().alternatives == DIGITS

    with recogniser(system):
        converse(system, script, tmp_path / "call.wav", Speech([(1.0, voice), (4.0, voice)]))


def test_a_key_ends_listening_at_once(system: System, prompt: str, tmp_path: Path) -> None:
    def script(call: Script) -> None:
        assert call.create()
        call.ask(MENU)
        began = time.monotonic()
        assert call.background(prompt, 3) == "5"
        assert time.monotonic() - began < 3

    with recogniser(system):
        converse(system, script, tmp_path / "call.wav", Speech([]), keys="w1 5")


def test_silence_is_heard_as_nothing(system: System, moment: str, tmp_path: Path) -> None:
    def script(call: Script) -> None:
        assert call.create()
        call.ask(MENU)
        assert call.background(moment, 1) == ""
        assert call.heard() == Heard(Turn.LISTENING)

    with recogniser(system):
        converse(system, script, tmp_path / "call.wav", Speech([]))


def test_without_a_recogniser_the_script_knows_at_once(system: System, tmp_path: Path) -> None:
    def script(call: Script) -> None:
        assert _seconds(call.create, expected=False) < 0.5
        assert call.heard() == Heard(Turn.GONE)

    converse(system, script, tmp_path / "call.wav", Speech([]))


@pytest.mark.parametrize("fate", [signal.SIGKILL, signal.SIGSTOP])
def test_one_that_dies_or_hangs_in_a_word_costs_a_second(
    system: System, moment: str, voice: bytes, tmp_path: Path, fate: signal.Signals
) -> None:
    def script(call: Script) -> None:
        assert call.create()
        call.ask(MENU)
        call.background(moment, 10)
        assert call.heard().turn is Turn.SPEAKING
        os.kill(process.pid, fate)
        call.background(moment, 1)
        assert _seconds(call.heard, expected=Heard(Turn.GONE)) < 1.5
        assert _seconds(call.destroy, expected=None) < 0.5

    with recogniser(system) as process:
        converse(system, script, tmp_path / "call.wav", Speech([(1.0, voice)]))


@pytest.mark.parametrize("fate", [signal.SIGKILL, signal.SIGSTOP])
def test_keys_work_while_it_is_dead_or_hangs(system: System, prompt: str, tmp_path: Path, fate: signal.Signals) -> None:
    def script(call: Script) -> None:
        assert call.create()
        call.ask(MENU)
        os.kill(process.pid, fate)
        time.sleep(0.3)  # Asterisk ends what it plays when it notices; here it has noticed before
        assert call.background(prompt, 3) == "5"

    with recogniser(system) as process:
        converse(system, script, tmp_path / "call.wav", Speech([]), keys="w2 5")


def test_one_that_dies_while_it_listens_ends_the_prompt_within_a_second(
    system: System, prompt: str, tmp_path: Path
) -> None:
    def script(call: Script) -> None:
        assert call.create()
        call.ask(MENU)
        threading.Timer(1.0, process.kill).start()
        began = time.monotonic()
        assert call.background(prompt, 3) == ""
        assert time.monotonic() - began < 3.0
        assert call.heard() == Heard(Turn.GONE)

    with recogniser(system) as process:
        converse(system, script, tmp_path / "call.wav", Speech([]))


def test_one_that_comes_back_is_used_again(system: System, moment: str, tmp_path: Path) -> None:
    def script(call: Script) -> None:
        with recogniser(system):
            assert call.create()
        call.ask(MENU)
        assert call.heard() == Heard(Turn.GONE)
        call.destroy()
        with recogniser(system):
            wait_until_ready(system.settings.recogniser_port)
            assert call.create()
            call.ask(MENU)
            assert call.heard() == Heard(Turn.LISTENING)

    converse(system, script, tmp_path / "call.wav", Speech([]))


def test_one_that_takes_ten_seconds_is_left_and_the_call_goes_on_by_keys(
    system: System, prompt: str, voice: bytes, tmp_path: Path
) -> None:
    def script(call: Script) -> None:
        ear = Ear(call.channel, system.settings.recogniser_port, "c0ffee")
        assert ear.hears
        began = time.monotonic()
        heard = ear.listen(prompt, 3, MENU)
        assert isinstance(heard, Heard)
        assert heard.turn is Turn.FULL
        assert time.monotonic() - began < 10
        assert not ear.hears
        key = call.channel.turn(prompt, 3000).key
        assert key
        assert key.get_secret_value() == "5"

    with recogniser(system, seconds=10.0):
        converse(system, script, tmp_path / "call.wav", Speech([(1.0, voice)]), keys="w12 5")


def test_one_that_sends_garbage_is_none_and_keys_work(system: System, prompt: str, tmp_path: Path) -> None:
    def script(call: Script) -> None:
        assert call.create()
        call.ask(MENU)
        assert _seconds(call.heard, expected=Heard(Turn.GONE)) < 1.5
        assert call.background(prompt, 3) == "5"

    with garbage(system.settings.recogniser_port):
        converse(system, script, tmp_path / "call.wav", Speech([]), keys="w3 5")


def _seconds(command: Callable[[], object], expected: object) -> float:
    began = time.monotonic()
    assert command() == expected
    return time.monotonic() - began
