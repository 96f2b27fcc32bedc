"""A supervisor listens in, by a telephone or in the page: hears both sides, is not heard, and hears nothing that is private."""

import signal
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Browser, Page, expect

from ivr.people.audit import WantedEntries, entries
from ivr.records.reading import show_call
from ivr.speech.telephone import SAMPLE_RATE, tone
from tests.live.browser import Credentials, chromium, sign_in, visit
from tests.live.calling import Call, call, with_account
from tests.live.conftest import System
from tests.live.ears import Ears, hears
from tests.live.extension import Extension, extension
from tests.live.looking import SCREENS, looking
from tests.live.recording import RATE, record, recorded
from tests.live.speaking import Speech, speaking
from tests.live.test_console_phone import MICROPHONE
from tests.live.test_recording import loudest

pytestmark = pytest.mark.live

KEYS = "w14 1 1 1 w6 ID 1 PIN ~ 3"
"""The main menu; six seconds in which the caller speaks instead of keying the ID; the balance; the main menu again."""
PRIVATE = {"A10", "A11", "A13", "S13", "Q111"}
IN_THE_MENU, IN_THE_NUMBER = 900, 1300
"""What the caller says there: tones."""
SWITCHED_SECONDS = 0.15
BUFFERED_SECONDS = 1.0
"""By the browser, for a network that is not steady: what it plays comes later, and what it hurries through sooner."""
SILENT = 0.001
"""A-law has no zero."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """With a microphone."""
    with chromium(*MICROPHONE) as launched:
        yield launched


@pytest.fixture
def telephone(system: System) -> Iterator[Extension]:
    with extension(system) as registered:
        yield registered


@contextmanager
def calling(system: System, recording: Path) -> Iterator[Future[Call]]:
    """Somebody calls, speaks in the menu and in the number, and comes back to the menu."""
    speech = Speech([(12.0, tone(IN_THE_MENU, 1000)), (19.0, tone(IN_THE_NUMBER, 1500))])
    somebody = with_account(system, 5)[4]
    with ThreadPoolExecutor() as beside, speaking(speech):
        yield beside.submit(call, system, KEYS, recording, somebody, listen_seconds=10)


def private_stretch(system: System, caller: str) -> tuple[float, float]:
    """From the first to the last private step, on time.time()."""
    steps = [step for step in show_call(system.ours, system.call_from(caller).id).steps if step.node in PRIVATE]
    assert {step.node for step in steps} == PRIVATE
    return steps[0].at.timestamp() - steps[0].milliseconds / 1000, steps[-1].at.timestamp()


def last_listened(system: System) -> str:
    """By the audit list."""
    return entries(system.ours, WantedEntries(limit=1, action="call_listened"))[0].subject


def between(samples: NDArray[np.float32], begin: float, end: float, rate: int = SAMPLE_RATE) -> NDArray[np.float32]:
    return samples[round(begin * rate) : round(end * rate)]


def test_menus_are_heard_and_what_is_private_is_not_though_the_console_is_gone(
    system: System, telephone: Extension, page: Page, ears: Ears, tmp_path: Path
) -> None:
    page.goto("/live/")
    with calling(system, tmp_path / "a.wav") as made:
        page.get_by_role("link", name="监听").click()
        page.fill("#extension", "1000")
        page.get_by_role("button", name="呼叫分机").click()
        assert telephone.answered.wait(10)
        expect(page.locator("#board")).to_contain_text("监听中")
        system.kill("console", signal.SIGSTOP)
        try:
            made.result()
        finally:
            system.kill("console", signal.SIGCONT)
    assert telephone.ended.wait(10), "who listens is not left behind"

    caller = made.result().caller
    begin, end = (moment - telephone.began for moment in private_stretch(system, caller))
    samples = (telephone.samples() / 32768).astype(np.float32)
    print(f"private from {begin:.1f} s to {end:.1f} s")
    assert np.abs(between(samples, begin + SWITCHED_SECONDS, end - SWITCHED_SECONDS)).max() <= SILENT
    assert loudest(between(samples, 0, begin), IN_THE_MENU) > 5 * loudest(samples, IN_THE_NUMBER)
    before = ears.hear_samples(between(samples, 0, begin), SAMPLE_RATE)
    behind = ears.hear_samples(between(samples, end, len(samples)), SAMPLE_RATE)
    assert hears("办事进度和资格认证", before), before
    assert hears("办事进度和资格认证", behind), behind
    assert last_listened(system) == system.call_from(caller).id


def test_the_page_to_listen_by_is_for_everybody(
    system: System, browser: Browser, admin: Credentials, tmp_path: Path
) -> None:
    axe = system.settings.software_dir / "console" / "node_modules" / "axe-core" / "axe.min.js"
    with ThreadPoolExecutor() as beside:
        made = beside.submit(call, system, "", tmp_path / "a.wav", listen_seconds=40)
        for language, width in SCREENS:
            with (
                visit(browser, system, language, width) as page,
                looking(page, axe, f"{language[:2]}-{width}") as looks,
            ):
                sign_in(page, admin)
                page.goto("/live/")
                looks.at(page.locator("a[id^=listen-]").get_attribute("href") or "")
                assert looks.complaints == []
        made.result()


def test_a_supervisor_listens_in_the_page(system: System, page: Page, ears: Ears, tmp_path: Path) -> None:
    page.goto("/live/")
    with calling(system, tmp_path / "a.wav") as made:
        page.get_by_role("link", name="监听").click()
        page.get_by_role("button", name="开始听").click()
        expect(page.locator(".told")).to_have_text("正在监听")
        record(page)
        began = page.evaluate("Date.now()") / 1000
        expect(page.locator(".told")).to_have_text("监听结束", timeout=90_000)
        samples = recorded(page)

    caller = made.result().caller
    begin, end = (moment - began for moment in private_stretch(system, caller))
    print(f"private from {begin:.1f} s to {end:.1f} s")
    assert np.abs(between(samples, begin + BUFFERED_SECONDS, end - BUFFERED_SECONDS, RATE)).max() <= SILENT
    assert hears("办事进度和资格认证", ears.hear_samples(between(samples, 0, begin, RATE), RATE))
    assert hears("办事进度和资格认证", ears.hear_samples(between(samples, end, len(samples), RATE), RATE))
    assert last_listened(system) == system.call_from(caller).id
