"""The live board in a real browser, over real calls."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.live.calling import call, new_number
from tests.live.conftest import System

pytestmark = pytest.mark.live


def test_a_call_appears_moves_on_and_is_hung_up(system: System, page: Page, tmp_path: Path) -> None:
    number = new_number()
    with ThreadPoolExecutor() as beside:
        page.goto("/live/")
        expect(page.locator("#board")).to_contain_text("现在没有通话")
        calling = beside.submit(call, system, "~ 1 ~ 1", tmp_path / "a.wav", caller_number=number, listen_seconds=60)
        row = page.locator("#board tbody tr")
        expect(row).to_contain_text(number[-4:])
        assert number not in page.content()
        expect(row).to_contain_text("M00")
        expect(row).to_contain_text("M11")
        page.once("dialog", lambda dialog: dialog.accept())
        row.get_by_role("button", name="挂断").click()
        expect(page.locator("main")).to_contain_text("通话已挂断")
        assert calling.result().report.ended_by == "system"
        expect(page.locator("#board")).to_contain_text("现在没有通话")


def test_asterisk_is_killed_and_the_board_recovers_by_itself(system: System, page: Page, tmp_path: Path) -> None:
    page.goto("/live/")
    expect(page.locator("#board")).to_contain_text("现在没有通话")
    system.kill("asterisk.conf -f")
    expect(page.locator("#board")).to_contain_text("连不上 Asterisk")
    expect(page.locator("#board")).to_contain_text("现在没有通话")
    with ThreadPoolExecutor() as beside:
        calling = beside.submit(call, system, "1", tmp_path / "a.wav", listen_seconds=5)
        expect(page.locator("#board tbody tr")).to_have_count(1)
        calling.result()


def test_the_console_is_restarted_and_the_open_board_goes_on(system: System, page: Page) -> None:
    page.goto("/live/")
    expect(page.locator(".link")).to_have_text("自动更新")
    system.kill("ivr console")
    expect(page.locator(".link")).to_have_text("连接断开，正在重连…")
    expect(page.locator(".link")).to_have_text("自动更新")
