"""A prompt is recorded by a telephone of the office: number, prompts, keys, sound and draft are all real."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from sqlalchemy import Engine

from ivr.database import open_ours
from ivr.menus.wording import Wording
from ivr.phone.caller import Login
from ivr.phone.configuration import passwords
from ivr.speech.prompter import Prompter
from ivr.speech.telephone import SAMPLE_RATE, from_alaw
from ivr.spoken.utterance import Rate
from ivr.versions.drafts import Draft
from ivr.versions.invitations import Invitation, Invitations
from ivr.versions.models import Stage
from ivr.versions.recordings import Recordings
from ivr.versions.shelf import Shelf
from tests.live.calling import WORDING, Call, beginning, call
from tests.live.conftest import System
from tests.live.ears import Ears, hears

pytestmark = pytest.mark.live

PROMPT, SPOKEN = "M21", "A241"
"""Somebody says the words of another prompt, so that the recording is not taken for the voice."""
WORDS = "由窗口或者自助机激活"


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


def sound(system: System, wording: Wording, prompt: str) -> bytes:
    """As callers of menus with this wording hear it."""
    prompter = Prompter(system.settings)
    try:
        with prompter.prepare(wording.say(prompt), Rate.NORMAL) as playable:
            return Path(f"{playable.path}.alaw").read_bytes()
    finally:
        prompter.close()


@pytest.fixture
def keys(system: System, tmp_path: Path) -> str:
    """Says it after the tone, hears it and what can be chosen, keeps it."""
    path = tmp_path / "speech.wav"
    soundfile.write(path, from_alaw(sound(system, WORDING, SPOKEN)), SAMPLE_RATE)
    return f"~ say:{path} w0.3 # ~ 1"


def dial(system: System, number: str, keys: str, recording: Path) -> Call:
    """From the office's softphone."""
    login = Login("softphone", passwords(system.settings).softphone)
    return call(system, keys, recording, number=number, caller_number="softphone", login=login, listen_seconds=6)


def stage(ours: Engine, invited: Invitation) -> Stage:
    found = Invitations(ours).invitation(invited.id)
    assert found
    return found.stage


def test_what_is_said_after_the_tone_is_heard_in_the_draft(  # noqa: PLR0913, PLR0917
    system: System, shelf: Shelf, invited: Invitation, keys: str, ears: Ears, tmp_path: Path
) -> None:
    before = system.calls(1)
    made = dial(system, invited.number, keys, tmp_path / "heard.wav")
    assert made.report.ended_by == "system"
    assert stage(shelf.ours, invited) is Stage.KEPT

    wording = shelf.service(shelf.drafts.draft(invited.draft_id).texts).wording
    kept = Recordings(shelf.ours).sound(wording.recordings[PROMPT])
    assert kept == sound(system, wording, PROMPT)
    assert hears(WORDS, ears.hear_samples((from_alaw(kept) / 32768).astype(np.float32), SAMPLE_RATE))
    heard = ears.hear(made.recording)
    assert hears("请在滴声后录音", heard), heard
    assert hears(WORDS, heard), "it is played back"
    assert hears("重录请按二", heard), heard

    assert system.calls(1) == before, "it is nobody's call to the service"
    logs = [path.read_text(errors="replace") for path in (system.home / "log").iterdir()]
    assert not any(invited.number in text for text in logs)


def test_a_number_can_be_dialled_once(system: System, invited: Invitation, ears: Ears, tmp_path: Path) -> None:
    dial(system, invited.number, "", tmp_path / "first.wav")
    again = dial(system, invited.number, "", tmp_path / "second.wav")
    assert again.report.ended_by == "system"
    assert hears("或者过期了", ears.hear(again.recording))


def test_who_calls_from_outside_reaches_the_service(
    system: System, ours: Engine, invited: Invitation, tmp_path: Path
) -> None:
    made = call(system, "", tmp_path / "heard.wav", number=invited.number, listen_seconds=3)
    assert beginning(system, "M00") in made.sound()
    assert stage(ours, invited) is Stage.WAITING
