"""Calls that are recorded: the caller is told, a supervisor hears them, and nothing private is in the files at any time."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Page

from ivr.people.audit import WantedEntries, entries
from ivr.people.roles import Role
from ivr.phone.tidying import tidy_recordings
from ivr.recordings.folder import Folder
from ivr.recordings.sound import Sound
from ivr.records.reading import CallShown, show_call
from ivr.speech.telephone import SAMPLE_RATE, tone
from ivr.spoken.say import say
from tests.live.browser import add_user, chromium, sign_in, visit
from tests.live.calling import Call, balance_in_words, call, new_number, with_account
from tests.live.conftest import System, start_system
from tests.live.ears import Ears, hears, read_alaw
from tests.live.speaking import Speech, speaking
from tests.waiting import wait_until

pytestmark = pytest.mark.live

KEYS = "w4 1 1 1 w9 ID 1 PIN ~ 3"
"""Four seconds in the main menu; nine in which the caller speaks instead of keying the ID; the balance; the main menu again."""
PRIVATE = {"A10", "A11", "A13", "S13"}
IN_THE_MENU, IN_THE_NUMBER = 900, 1300
"""What the caller says there: a tone that nothing else has."""
TOLERANCE_MS = 500
"""From a key to the prompt behind it, on a busy machine; nobody can have keyed or said anything private by then."""


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    running = start_system(tmp_path_factory.mktemp("recording"), IVR_RECORDING="on")
    yield running
    assert running.stop() == 0


def recorded(system: System, made: Call) -> tuple[CallShown, Sound]:
    """A call with its steps, and what was recorded of it."""
    shown = show_call(system.ours, system.call_from(made.caller).id)
    sound = Folder(system.home).sound(shown.call.id)
    assert sound
    return shown, sound


def private_stretches(shown: CallShown) -> list[tuple[int, int]]:
    """When a number was entered, read back or checked, in milliseconds since the answer."""
    answered = shown.call.answered_at
    assert answered
    private = [step for step in shown.steps if step.node in PRIVATE]
    ends = [(step.at - answered) // dt.timedelta(milliseconds=1) for step in private]
    return [(end - step.milliseconds, end) for step, end in zip(private, ends, strict=True)]


def loudest(samples: NDArray[np.float32], hertz: int) -> float:
    """How strong a tone is in the half second that has most of it."""
    at = np.arange(len(samples)) / SAMPLE_RATE
    turned = np.cumsum(samples * np.exp(-2j * np.pi * hertz * at))
    half = SAMPLE_RATE // 2
    return float(np.abs(turned[half:] - turned[:-half]).max() / half)


def wait_until_played(page: Page, seconds: float) -> None:
    """The page's policy forbids Playwright's own way of waiting for this."""
    wait_until(lambda: page.evaluate("() => document.querySelector('audio').currentTime") >= seconds)


def test_a_supervisor_hears_the_menus_and_nothing_private(recording: System, ears: Ears, tmp_path: Path) -> None:
    somebody = with_account(recording, 3)[2]
    speech = Speech([(1.5, tone(IN_THE_MENU, 1000)), (10.0, tone(IN_THE_NUMBER, 1500))])
    with speaking(speech):
        made = call(recording, KEYS, tmp_path / "a.wav", somebody, listen_seconds=12)
    shown, sound = recorded(recording, made)
    samples = read_alaw(sound.alaw)

    stretches = private_stretches(shown)
    assert len(stretches) == 4
    for begin, end in stretches:
        assert any(gap.begin <= begin + TOLERANCE_MS and end <= gap.end + TOLERANCE_MS for gap in sound.gaps), (
            stretches,
            sound.gaps,
        )
    assert loudest(samples, IN_THE_MENU) > 10 * loudest(samples, IN_THE_NUMBER)

    for gap in sound.gaps:
        samples[gap.begin * 8 : gap.end * 8] = 0
    heard = ears.hear_samples(samples, SAMPLE_RATE)
    print(heard)
    assert hears("本次通话将被录音", heard)
    assert hears("政策咨询请按四", heard)
    for words in (say("id_number", somebody.id_number), say("digits", somebody.pin), balance_in_words(somebody)):
        assert not hears(words, heard)


def test_a_supervisor_finds_a_call_by_its_masked_tail_and_plays_it(recording: System, tmp_path: Path) -> None:
    number = new_number()
    call(recording, "w4 1", tmp_path / "a.wav", caller_number=number, listen_seconds=5)
    who = add_user(recording, "listener", Role.SUPERVISOR)
    with chromium() as browser, visit(browser, recording) as page:
        sign_in(page, who)
        page.click("nav >> text=通话记录")
        page.fill("#tail", number[-4:])
        page.click(".filters .primary")
        page.click("tbody a")
        assert number not in page.content()
        page.click("#recording button")
        page.click("[data-seek] >> nth=0")
        wait_until_played(page, 0.5)
        page.click(".waveform")
        wait_until_played(page, 2.0)
    noted = [entry.action for entry in entries(recording.ours, WantedEntries()) if entry.actor == who.name]
    assert {"call_seen", "recording_heard"} <= set(noted)


def test_the_recording_of_a_call_that_is_over_is_sealed(recording: System, tmp_path: Path) -> None:
    made = call(recording, "1", tmp_path / "a.wav", listen_seconds=3)
    shown, before = recorded(recording, made)
    folder, name, files = Folder(recording.home), shown.call.id, recording.home / "recordings"
    assert {path.stat().st_mode & 0o777 for path in files.glob("*.alaw")} == {0o600}

    def is_sealed() -> bool:
        tidy_recordings(recording.ours, folder, days=30)
        return name not in folder.unsealed()

    wait_until(is_sealed)
    sealed = folder.sound(name)
    assert sealed
    assert sealed.alaw.startswith(before.alaw)
    assert {path.suffix for path in files.glob(f"{name}*")} == {".sealed"}


def test_without_the_setting_nothing_is_recorded_and_nobody_is_told_so(
    system: System, ears: Ears, tmp_path: Path
) -> None:
    made = call(system, "w6", tmp_path / "a.wav", listen_seconds=4)
    assert "录音" not in ears.hear(made.recording)
    assert not (system.home / "recordings").exists()
