"""The browser's telephone: WebRTC from Chromium to Asterisk, keys by keyboard and mouse, what is heard understood by Whisper."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from playwright.sync_api import Page, expect

from ivr.people.roles import Role
from ivr.phone.manager import Manager
from tests.live.browser import Credentials, add_user, chromium, sign_in, visit
from tests.live.calling import balance_in_words, with_account
from tests.live.conftest import System
from tests.live.ears import Ears, likest
from tests.live.recording import RATE, record, recorded
from tests.live.test_speaking import MENU_CHOICE, listening, said  # noqa: F401  # a fixture
from tests.waiting import wait_until

pytestmark = pytest.mark.live

MICROPHONE = (
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
)


@pytest.fixture
def phone(system: System, admin: Credentials) -> Iterator[Page]:
    """The page with the keypad, its call answered and recorded."""
    with chromium(*MICROPHONE) as browser, visit(browser, system) as page:
        sign_in(page, admin)
        page.goto("/phone/")
        page.get_by_role("button", name="拨打 12333").click()
        expect(page.locator(".told")).to_have_text("已接通")
        record(page)
        yield page


def type_keys(page: Page, keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(250)


def test_somebody_calls_logs_in_by_keyboard_and_hears_the_balance(system: System, phone: Page, ears: Ears) -> None:
    """Whose balance was heard, among those of other people: a syllable may get lost on its way through browser and Whisper."""
    somebody, *others = with_account(system, 20)
    phone.wait_for_timeout(1500)
    type_keys(phone, "111")
    phone.wait_for_timeout(1500)
    type_keys(phone, somebody.id_number.replace("X", "*"))
    phone.wait_for_timeout(2000)
    phone.get_by_role("button", name="1", exact=True).click()
    phone.wait_for_timeout(1500)
    type_keys(phone, somebody.pin)
    before = len(recorded(phone))
    expect(phone.locator("#timeline")).to_contain_text("Q111", timeout=20_000)
    phone.wait_for_timeout(14_000)
    answer = recorded(phone)[before:]
    beginnings = range(0, len(answer) // 2, 2 * RATE)  # Whisper may stop at the first pause of what is long
    heard = "".join(ears.hear_samples(answer[start:], RATE) for start in beginnings)
    balances = [balance_in_words(each) for each in [somebody, *others]]
    assert likest(balances, heard) == balances[0], heard
    assert somebody.id_number not in phone.locator("#timeline").inner_text()
    phone.get_by_role("button", name="挂断").click()
    expect(phone.locator(".told")).to_have_text("通话结束")
    assert system.last_call().outcome == "self_service"


def test_our_side_ends_the_call_and_the_page_says_so(manager: Manager, phone: Page) -> None:
    wait_until(lambda: len(manager.channels()) == 1)
    manager.hang_up(*manager.channels())
    expect(phone.locator(".told")).to_have_text("通话结束")
    expect(phone.get_by_role("button", name="拨打 12333")).to_be_enabled()


def test_the_page_is_closed_and_the_call_ends(system: System, phone: Page) -> None:
    phone.goto("/")
    phone.wait_for_timeout(2000)
    assert system.last_call().outcome == "hung_up"


def test_somebody_says_what_they_want(listening: System, tmp_path: Path) -> None:  # noqa: F811
    """The microphone is a file that begins again at its end: who was not understood at once says it again."""
    words, rate = soundfile.read(said(MENU_CHOICE, tmp_path), dtype="int16")
    microphone = tmp_path / "microphone.wav"
    soundfile.write(
        microphone, np.concatenate([np.zeros(8 * rate, np.int16), words, np.zeros(2 * rate, np.int16)]), rate
    )
    speaking = (*MICROPHONE, f"--use-file-for-fake-audio-capture={microphone}")
    admin = add_user(listening, "tester", Role.ADMIN)
    with chromium(*speaking) as browser, visit(browser, listening) as page:
        sign_in(page, admin)
        page.goto("/phone/")
        expect(page.locator("#phone")).to_contain_text("也可以直接说")
        page.get_by_role("button", name="拨打 12333").click()
        expect(page.locator("#timeline")).to_contain_text(f"“{MENU_CHOICE}”", timeout=60_000)
        page.get_by_role("button", name="挂断").click()
    assert listening.steps_of(listening.last_call().id)[:2] == [("M00", "match"), ("M20", "hang_up")]
