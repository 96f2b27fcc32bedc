"""Callers who speak to the running system: words lead on as keys do, keys work beside them, and without a recogniser alone."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pytest
import soundfile

from ivr.benefits.demo import DemoPerson
from ivr.settings import PROMPTS, load
from ivr.speech.recogniser.status import ask_status
from ivr.speech.store import key
from ivr.spoken.utterance import Rate
from tests.live.by_voice import Speaker, said_by
from tests.live.calling import (
    Call,
    balance_in_words,
    beginning,
    call,
    call_many,
    ending,
    plan,
    spoken,
    with_account,
)
from tests.live.conftest import System, start_system
from tests.live.ears import Ears, hears
from tests.live.garbage import LOUD, garbage
from tests.live.speaking import recogniser, wait_until_ready
from tests.live.test_resuming import kill_both
from tests.live.voices import VOICES, Voices, in_words
from tests.waiting import wait_until

pytestmark = pytest.mark.live

MENU_CHOICE = "社保卡"
LEAST_BY_VOICE = 5
"""Of eight."""
Steps: TypeAlias = Callable[[str], list[tuple[str, str]]]
MOST_SECONDS = 60.0
MOST_SILENCE_SECONDS = 8.0
"""Behind what was said, for a recogniser that has it and does not answer."""


@pytest.fixture(scope="module")
def listening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """A system whose callers are understood by Whisper."""
    system = start_system(tmp_path_factory.mktemp("listening"), IVR_RECOGNISER="whisper", IVR_RECOGNISER_PROCESSES="2")
    wait_until_ready(system.settings.recogniser_port)
    yield system
    system.stop()


@pytest.fixture(scope="session")
def voices() -> Voices:
    return Voices(load().software_dir)


def said(words: str, folder: Path, *, seconds: float | None = None) -> Path:
    """The words in the voice of the prompts, or the beginning of them."""
    alaw = PROMPTS / "rendered" / f"{key('kokoro', 'zm_yunxia', Rate.NORMAL, words)}.alaw"
    samples, rate = soundfile.read(alaw, samplerate=8000, channels=1, format="RAW", subtype="ALAW", dtype="int16")
    path = folder / f"said-{seconds}.wav"
    soundfile.write(path, samples[: round(seconds * rate)] if seconds else samples, rate)
    return path


def test_people_say_their_number_and_hear_their_own_answer(
    listening: System, voices: Voices, ears: Ears, tmp_path: Path
) -> None:
    """Eight people at once and two processes. Who is not understood is asked again, and in the end goes on by keys."""
    callers = with_account(listening, len(VOICES))
    speakers = [
        Speaker(listening, one, said_by(voices, name, one, tmp_path / name))
        for name, one in zip(VOICES, callers, strict=True)
    ]
    plans = [
        plan(listening, one.steps, tmp_path / f"{name}.wav", one.person)
        for name, one in zip(VOICES, speakers, strict=True)
    ]
    made = call_many(plans, start_rate=0.5)
    told = [[one for one in callers if _is_told(listening, each, one)] for each in made]
    assert told == [[one] for one in callers]
    by_voice = [each for each, speaker in zip(made, speakers, strict=True) if not speaker.by_keys]
    assert len(by_voice) >= LEAST_BY_VOICE
    assert hears(balance_in_words(callers[0]), made[0].heard_after_last_key(ears))
    _nothing_private_is_left(listening, callers, made)


def _is_told(system: System, call: Call, person: DemoPerson) -> bool:
    return spoken(system, balance_in_words(person)) in call.sound()


def _nothing_private_is_left(system: System, callers: list[DemoPerson], heard: list[Call]) -> None:
    """Neither a number in digits or in words, nor a sound that came from a caller."""
    numbers = [person.id_number[start:end] for person in callers for start, end in ((6, 14), (0, 17))]
    needles = [each.encode() for number in numbers for each in (number, in_words(number))]
    files = [path for path in system.home.rglob("*") if path.is_file() and path.name != "benefits.db"]
    assert any(path.name == "ivr.log" for path in files)
    assert [path.name for path in files if any(needle in path.read_bytes() for needle in needles)] == []
    sounds = [path for path in files if path.suffix in {".wav", ".gsm", ".sln", ".slin", ".raw", ".alaw", ".ulaw"}]
    assert {path.parent.name for path in sounds} <= {"sounds", "cache"}
    assert heard


@pytest.fixture(scope="module")
def calls(listening: System, voices: Voices, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Call]:
    """Callers who don't disturb each other, at about the same time."""
    folder = tmp_path_factory.mktemp("calls")
    choice = f"say:{said(MENU_CHOICE, folder)}"
    cough = f"say:{said(MENU_CHOICE, folder, seconds=0.16)}"
    lines = {
        "says a choice": f"w3 {choice}",
        "types ahead": "1+1+4",
        "presses in each prompt": "w3 # w3 9 w3 7 w3 2",
        "presses after words": f"w3 {choice} w0.3 4",
        "coughs": f"w3 {cough} w17",
        "says nothing": "w30",
        "asks for a person": f"1+1+1 ~ say:{voices.say('zm_yunyang', '转人工', folder)} w8",
        "hangs up": "w3",
    }
    plans = [
        plan(listening, line, folder / f"{number}.wav", listen_seconds=1 if name == "hangs up" else 20)
        for number, (name, line) in enumerate(lines.items())
    ]
    return dict(zip(lines, call_many(plans, start_rate=0.5), strict=True))


@pytest.fixture
def steps(calls: dict[str, Call], listening: System) -> Steps:
    """Node and outcome of each step of who does that."""
    return lambda who: listening.steps_from(calls[who].caller)


def test_a_choice_is_said(steps: Steps) -> None:
    assert ("M00", "match") in steps("says a choice")


def test_the_prompt_is_silent_a_quarter_of_a_second_after_somebody_speaks(calls: dict[str, Call]) -> None:
    one = calls["says a choice"]
    samples, rate = soundfile.read(one.recording, dtype="int16")
    [words] = one.report.pressed
    before = samples[round((words.down - 1) * rate) : round(words.down * rate)]
    after = samples[round((words.down + 0.25) * rate) : round((words.up + 0.5) * rate)]
    assert np.abs(before).max() > LOUD, "the prompt must have been playing"
    assert np.abs(after).max() < LOUD


def test_who_is_listened_to_is_invited_to_speak(calls: dict[str, Call], listening: System) -> None:
    assert beginning(listening, "speech_invite") in calls["says nothing"].sound()
    assert beginning(listening, "speech_invite_number") in calls["asks for a person"].sound()


def test_keys_typed_ahead_over_spoken_menus_all_count(steps: Steps) -> None:
    assert steps("types ahead")[:3] == [("M00", "match"), ("M10", "match"), ("M11", "match")]


def test_every_key_ends_the_prompt_that_is_listened_over(steps: Steps) -> None:
    found = steps("presses in each prompt")
    assert found[:4] == [("M00", "repeat"), ("M00", "repeat"), ("M00", "no_match"), ("M00", "match")]


def test_who_hangs_up_while_words_are_listened_for_was_not_unheard(steps: Steps) -> None:
    assert steps("hangs up") == [("M00", "hang_up")]


def test_a_key_that_comes_while_words_are_understood_goes_before_them(steps: Steps) -> None:
    assert [node for node, _ in steps("presses after words")][:2] == ["M00", "M40"]


def test_a_cough_does_not_lose_the_prompt(calls: dict[str, Call], steps: Steps, listening: System) -> None:
    assert ending(listening, "M00") in calls["coughs"].sound(), "the prompt was not said to its end"
    assert "no_match" not in {outcome for _, outcome in steps("coughs")}


def test_who_says_nothing_is_asked_again(steps: Steps) -> None:
    assert ("M00", "no_input") in steps("says nothing")


def test_who_asks_for_a_person_where_a_number_is_asked_for_is_connected(steps: Steps) -> None:
    assert ("A10", "person") in steps("asks for a person")


@pytest.mark.parametrize("fate", [signal.SIGKILL, signal.SIGSTOP])
def test_when_the_recogniser_dies_or_hangs_in_a_word_the_call_goes_on_by_keys(
    listening: System, tmp_path: Path, fate: signal.Signals
) -> None:
    port = listening.settings.recogniser_port
    [pid] = _recognisers(port)
    threading.Thread(target=_in_a_word, args=(port, lambda: os.kill(pid, fate)), daemon=True).start()
    one = call(listening, f"w4 say:{said(MENU_CHOICE, tmp_path)} ~ 2 ~ 1", tmp_path / "call.wav", listen_seconds=3)
    assert listening.steps_from(one.caller)[:3] == [("M00", "unheard"), ("M00", "match"), ("M20", "match")]
    assert beginning(listening, "speech_by_keys") in one.sound()
    assert _longest_silence(one) < 4.0
    wait_until_ready(port)


def _in_a_word(port: int, do: Callable[[], None]) -> None:
    """Once somebody says something."""
    wait_until(partial(_somebody_speaks, port, True))
    do()


def _somebody_speaks(port: int, speaks: bool) -> bool:
    return bool(ask_status(port).speaking) is speaks


def _longest_silence(one: Call) -> float:
    """Seconds behind the words in which the caller heard nothing, until the next prompt."""
    words = next(press for press in one.report.pressed if press.what == "words")
    return min(prompt.start for prompt in one.report.prompts if prompt.start > words.up) - words.up


@contextmanager
def _in_its_place(system: System) -> Iterator[None]:
    """The system's own recogniser is held at its start, before it listens, so that another can."""
    port = system.settings.recogniser_port
    [pid] = _recognisers(port)
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: set(_recognisers(port)) - {pid} != set())
    [held] = set(_recognisers(port)) - {pid}
    os.kill(held, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(held, signal.SIGKILL)
        wait_until_ready(port)


def test_when_the_recogniser_is_slow_or_full_the_calls_go_on_by_keys(listening: System, tmp_path: Path) -> None:
    """Five speak at once to one process that takes ten seconds; a sixth comes to a menu while they wait."""
    lines = [f"w4 say:{said(MENU_CHOICE, tmp_path)} ~ 2 ~ 1"] * 5 + ["w8 1 ~ 1 ~ 1"]
    plans = [plan(listening, line, tmp_path / f"{number}.wav", listen_seconds=3) for number, line in enumerate(lines)]
    with _in_its_place(listening), recogniser(listening, seconds=10.0):
        *speakers, late = call_many(plans, start_rate=5)
    by_keys = [("M00", "unheard"), ("M00", "match"), ("M20", "match")]
    assert [listening.steps_from(one.caller)[:3] for one in speakers] == [by_keys] * 5
    assert listening.steps_from(late.caller)[:3] == [("M00", "match"), ("M10", "unheard"), ("M10", "match")]
    told = beginning(listening, "speech_by_keys")
    assert all(told in one.sound() for one in (*speakers, late))
    assert max(_longest_silence(one) for one in speakers) < MOST_SILENCE_SECONDS


def test_where_no_recogniser_runs_nobody_is_invited_to_speak_and_keys_work(listening: System, tmp_path: Path) -> None:
    with _in_its_place(listening):
        one = call(listening, "~ 2", tmp_path / "call.wav", listen_seconds=1)
    assert listening.steps_from(one.caller)[0] == ("M00", "match")
    assert beginning(listening, "speech_invite") not in one.sound()


def test_when_the_recogniser_sends_garbage_in_a_word_the_call_goes_on_by_keys(
    listening: System, tmp_path: Path
) -> None:
    with _in_its_place(listening), garbage(listening.settings.recogniser_port, sensible=True) as babbler:
        one = call(listening, f"w4 say:{said(MENU_CHOICE, tmp_path)} ~ 2 ~ 1", tmp_path / "call.wav", listen_seconds=3)
    assert babbler.sent
    assert listening.steps_from(one.caller)[:3] == [("M00", "unheard"), ("M00", "match"), ("M20", "match")]
    assert beginning(listening, "speech_by_keys") in one.sound()


def test_a_call_that_goes_on_in_another_process_listens_by_one_connection(listening: System, tmp_path: Path) -> None:
    """Asterisk notices that the process is gone when somebody speaks."""
    port = listening.settings.recogniser_port
    sessions: list[int] = []

    def meanwhile() -> None:
        wait_until(lambda: ask_status(port).sessions == 1)
        kill_both(listening)
        for speaks in (True, False, True):
            wait_until(partial(_somebody_speaks, port, speaks))
        sessions.append(ask_status(port).sessions)

    watching = threading.Thread(target=meanwhile, daemon=True)
    watching.start()
    words = f"say:{said(MENU_CHOICE, tmp_path)}"
    one = call(listening, f"w7 {words} w5 {words} w4", tmp_path / "call.wav", listen_seconds=6)
    watching.join(MOST_SECONDS)
    assert ("M00", "match") in listening.steps_from(one.caller)
    assert sessions == [1]


def _recognisers(port: int) -> Iterator[int]:
    """The recogniser's process of the system that listens on the port."""
    wanted = f"IVR_RECOGNISER_PORT={port}".encode()
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            ours = b"ivr\0recogniser\0" in (process / "cmdline").read_bytes()
            if ours and wanted in (process / "environ").read_bytes():
                yield int(process.name)
