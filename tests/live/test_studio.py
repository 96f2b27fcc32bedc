"""A prompt is recorded by a telephone of the office: number, prompts, keys, sound and draft are all real."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine

from ivr.database import open_ours
from ivr.menus.wording import load_wording
from ivr.phone.caller import Login
from ivr.phone.configuration import passwords
from ivr.phone.studio import WORDING as STUDIO
from ivr.speech.telephone import SAMPLE_RATE, from_alaw
from ivr.versions.drafts import Draft
from ivr.versions.invitations import Invitation, Invitations
from ivr.versions.models import Stage
from ivr.versions.recordings import Recordings
from ivr.versions.shelf import Shelf
from tests.live.browser import chromium
from tests.live.calling import WORDING, Call, beginning, call, sound_of
from tests.live.conftest import System
from tests.live.ears import Ears, hears
from tests.live.sound import BYTES_A_SECOND
from tests.live.test_console_phone import MICROPHONE

pytestmark = pytest.mark.live

PROMPT, SPOKEN = "M21", "A241"
"""Somebody says the words of another prompt, so that the recording is not taken for the voice."""
WORDS, SHORT = "由窗口或者自助机激活", "本人带身份证"


@pytest.fixture(scope="module")
def browser(system: System, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Into its microphone somebody says the words without end."""
    words = np.frombuffer(sound_of(system, WORDING.say(SPOKEN)), dtype=np.int16)
    path = tmp_path_factory.mktemp("microphone") / "words.wav"
    soundfile.write(path, np.concatenate([words, np.zeros(SAMPLE_RATE, np.int16)]), SAMPLE_RATE)
    with chromium(*MICROPHONE, f"--use-file-for-fake-audio-capture={path}") as launched:
        yield launched


@pytest.fixture
def shelf(system: System) -> Iterator[Shelf]:
    ours = open_ours(system.settings)
    yield Shelf(system.settings, ours)
    ours.dispose()


@pytest.fixture
def ours(shelf: Shelf) -> Engine:
    return shelf.ours


@pytest.fixture
def draft(shelf: Shelf) -> Iterator[Draft]:
    made = shelf.drafts.begin("录音", shelf.menus.texts(shelf.published), "clerk", None)
    yield made
    shelf.drafts.discard(shelf.drafts.draft(made.id))


@pytest.fixture
def invited(ours: Engine, draft: Draft) -> Invitation:
    return Invitations(ours).invite(draft.id, PROMPT, PROMPT, "clerk")


def says(system: System, prompt: str) -> bytes:
    """The first second of what is said to whoever records."""
    return sound_of(system, load_wording(STUDIO).say(prompt))[:BYTES_A_SECOND]


@pytest.fixture
def keys(system: System, tmp_path: Path) -> str:
    """Says it after the tone, hears it and what can be chosen, keeps it."""
    path = tmp_path / "speech.wav"
    soundfile.write(path, np.frombuffer(sound_of(system, WORDING.say(SPOKEN)), dtype=np.int16), SAMPLE_RATE)
    return f"~ say:{path} w0.3 # ~ 1"


def seconds(system: System, prompt: str) -> float:
    """How long what is said to whoever records lasts."""
    return len(sound_of(system, load_wording(STUDIO).say(prompt))) / BYTES_A_SECOND


def dial(system: System, number: str, keys: str, recording: Path) -> Call:
    """From the office's softphone."""
    login = Login("softphone", passwords(system.settings).softphone)
    more = {"number": number, "caller_number": "softphone", "login": login, "listen_seconds": 6}
    return in_a_thread(system, keys, recording, more)


def in_a_thread(system: System, keys: str, recording: Path, more: dict[str, Any]) -> Call:
    """The browser's own runs no other event loop."""
    with ThreadPoolExecutor(1) as line:
        return line.submit(call, system, keys, recording, **more).result()


def stage(ours: Engine, invited: Invitation) -> Stage:
    found = Invitations(ours).invitation(invited.id)
    assert found
    return found.stage


def test_what_is_said_after_the_tone_is_heard_in_the_draft(  # noqa: PLR0913, PLR0917
    system: System, shelf: Shelf, draft: Draft, page: Page, keys: str, ears: Ears, tmp_path: Path
) -> None:
    before = system.calls(1)
    page.goto(f"/menu/drafts/{draft.id}/nodes/{PROMPT}")
    page.get_by_text("真人录音").click()
    page.get_by_role("button", name=f"按电话录音 {PROMPT}", exact=True).click()
    number = page.locator(".dialled").inner_text()
    with ThreadPoolExecutor() as beside:
        calling = beside.submit(dial, system, number, keys, tmp_path / "heard.wav")
        expect(page.locator("#recording")).to_contain_text("正在录音")
        expect(page.locator("#recording")).to_contain_text("录音已经放进草稿", timeout=60_000)
        made = calling.result()
    assert made.report.ended_by == "system"

    wording = shelf.service(shelf.drafts.draft(draft.id).texts).wording
    kept = Recordings(shelf.ours).sound(wording.recordings[PROMPT])
    assert kept
    assert from_alaw(kept).tobytes() == sound_of(system, wording.say(PROMPT))
    assert hears(WORDS, ears.hear_samples((from_alaw(kept) / 32768).astype(np.float32), SAMPLE_RATE))
    heard = made.sound()
    for prompt in ("record_begin", "record_review"):
        assert says(system, prompt) in heard, prompt
    assert from_alaw(kept)[:SAMPLE_RATE].tobytes() in heard, "it is played back"

    assert system.calls(1) == before, "it is nobody's call to the service"
    logs = [path.read_text(errors="replace") for path in (system.home / "log").iterdir()]
    assert not any(number in text for text in logs)


def test_somebody_records_by_the_telephone_of_the_page(
    system: System, shelf: Shelf, draft: Draft, page: Page, ears: Ears
) -> None:
    page.goto(f"/menu/drafts/{draft.id}/nodes/{PROMPT}")
    page.get_by_text("真人录音").click()
    page.get_by_role("button", name=f"按电话录音 {PROMPT}", exact=True).click()
    page.get_by_role("button", name="拨打", exact=True).click()
    expect(page.locator("#recording")).to_contain_text("正在录音")
    page.wait_for_timeout(seconds(system, "record_begin") * 1000 + 13_000)
    page.keyboard.press("#")
    page.wait_for_timeout(1000)
    page.keyboard.press("1")
    expect(page.locator("#recording")).to_contain_text("录音已经放进草稿", timeout=60_000)

    wording = shelf.service(shelf.drafts.draft(draft.id).texts).wording
    kept = Recordings(shelf.ours).sound(wording.recordings[PROMPT])
    assert kept
    assert hears(SHORT, ears.hear_samples((from_alaw(kept) / 32768).astype(np.float32), SAMPLE_RATE))


def test_a_number_can_be_dialled_once(system: System, invited: Invitation, tmp_path: Path) -> None:
    dial(system, invited.number, "", tmp_path / "first.wav")
    again = dial(system, invited.number, "", tmp_path / "second.wav")
    assert again.report.ended_by == "system"
    assert says(system, "record_expired") in again.sound()


def test_who_calls_from_outside_reaches_the_service(
    system: System, ours: Engine, invited: Invitation, tmp_path: Path
) -> None:
    more = {"number": invited.number, "listen_seconds": 3}
    made = in_a_thread(system, "", tmp_path / "heard.wav", more)
    assert beginning(system, "M00") in made.sound()
    assert stage(ours, invited) is Stage.WAITING
