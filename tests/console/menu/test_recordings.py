"""A person's recording of a prompt, by the node's page."""

import io
import re
from collections.abc import Callable

import numpy as np
import pytest
import soundfile

from ivr.menus.service import RECORDINGS
from ivr.versions.drafts import Draft
from tests.console.browser import Browser
from tests.console.menu.conftest import SHIPPED

M21 = "/menu/drafts/1/nodes/M21"


def wav(loudness: float = 0.3) -> bytes:
    made = io.BytesIO()
    at = np.arange(8_000) / 8_000
    soundfile.write(made, loudness * np.sin(2 * np.pi * 440 * at), 8_000, format="WAV")
    return made.getvalue()


def send(browser: Browser, content: bytes, name: str = "a.wav", prompt: str = "M21") -> int:
    return browser.submit(f"{M21}/recordings/{prompt}", sound=(io.BytesIO(content), name)).status_code


def test_a_recording_replaces_the_voice_until_it_is_taken_away(
    as_clerk: Browser, draft: Draft, now: Callable[[], Draft]
) -> None:
    send(as_clerk, wav())
    page = as_clerk.get(M21).text
    assert "已录音" in page
    sound = re.search(r'href="(/menu/recordings/[0-9a-f]{24})"', page)
    assert sound
    assert as_clerk.get(sound[1]).data[:4] == b"RIFF"
    digest = sound[1].rpartition("/")[2]
    assert digest in now().texts[RECORDINGS]
    assert f"录音 M21: – → {digest}" in as_clerk.get("/menu/compare?after=d1").text
    as_clerk.submit(f"{M21}/recordings/M21/remove")
    assert now().texts == dict(SHIPPED)


def test_a_recording_goes_with_its_renamed_node(as_clerk: Browser, draft: Draft, now: Callable[[], Draft]) -> None:
    send(as_clerk, wav())
    as_clerk.submit(f"{M21}/rename", name="挂失")
    assert "\n挂失: " in now().texts[RECORDINGS]
    assert "检查通过" in as_clerk.get("/menu/drafts/1/").text


@pytest.mark.parametrize(
    ("content", "told"), [(b"not a sound", "不是能读的录音"), (wav(0.0001), "录音太轻"), (b"", "不是能读的录音")]
)
def test_what_callers_could_not_hear_is_refused(
    as_clerk: Browser, draft: Draft, now: Callable[[], Draft], content: bytes, told: str
) -> None:
    send(as_clerk, content)
    assert told in as_clerk.get(M21).text
    assert now().revision == 1


def test_a_file_s_name_is_of_no_account(as_clerk: Browser, draft: Draft, now: Callable[[], Draft]) -> None:
    send(as_clerk, wav(), name="../../../prompts/zh-CN/M00.wav")
    assert set(now().texts) == {*SHIPPED, RECORDINGS}


def test_an_upload_is_as_large_as_a_recording_may_be_and_no_larger(as_clerk: Browser, draft: Draft) -> None:
    """By what it says of itself, before a byte of it is read."""
    for declared in (13_000_000, 500_000_000):
        answer = as_clerk.post(
            f"{M21}/recordings/M21",
            data=b"--x",
            content_type="multipart/form-data; boundary=x",
            headers={"X-CSRFToken": as_clerk.secret()},
            environ_overrides={"CONTENT_LENGTH": str(declared)},
        )
        assert answer.status_code == 413


def test_only_a_prompt_that_is_whole_can_be_recorded(as_clerk: Browser, draft: Draft) -> None:
    for prompt in ("Q111", "nothing", "../M00"):
        assert send(as_clerk, wav(), prompt=prompt) == 404
    assert as_clerk.get("/menu/recordings/" + "0" * 24).status_code == 404
