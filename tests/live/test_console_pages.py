"""Every page in a real browser: wide and narrow, in both languages, for people who see, hear or type."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from pydantic import SecretStr

from ivr.console.app import create_app
from ivr.database import open_ours
from ivr.records.models import Input, Outcome
from ivr.records.recorder import Recorder, Said
from ivr.secret import Pseudonymiser
from ivr.versions.drafts import Drafts
from ivr.versions.invitations import Invitations
from ivr.versions.models import Series
from ivr.versions.store import Versions
from tests.live.browser import Credentials, sign_in, visit
from tests.live.conftest import System
from tests.live.looking import SCREENS, looking

pytestmark = pytest.mark.live

NO_PAGES = {
    "assets.file",
    "people.sign_in",
    "calls.timeline",
    "health.metrics",
    "live.stream",
    "menu.drawn",
    "menu.simulated",
    "recordings.sound",
    "softphone.call",
    "softphone.page",
}
"""Files and streams, what nobody sees who is signed in, parts of pages, and what there is for a minute only, or for machines."""


@pytest.fixture(scope="module")
def console(system: System) -> Iterator[Flask]:
    """To be asked which pages there are."""
    ours = open_ours(system.settings)
    yield create_app(system.settings, ours)
    ours.dispose()


@pytest.fixture(scope="module")
def addresses(console: Flask, system: System) -> list[str]:
    """Of every view: with a call, a node and a draft where it wants one."""
    ours = console.extensions["here"].ours
    recorder = Recorder(ours, Pseudonymiser(system.home), "pages")
    call = recorder.begin(SecretStr("13800138000"), "1")
    call.step("M00", Input.KEY, "match", 2100, Said(pressed="1"))
    call.end(Outcome.HUNG_UP)
    recorder.close()
    menus = Versions(ours, Series.MENU)
    draft = Drafts(ours).begin("样稿", menus.texts(menus.published() or 1), "tester", menus.published())
    invited = Invitations(ours).invite(draft.id, "M21", "M21", "tester")
    known = {"call_id": call.id, "draft_id": draft.id, "invitation_id": invited.id, "name": "M00", "node": "M00"}
    found = []
    for rule in console.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint not in NO_PAGES and rule.arguments <= known.keys():
            values = {name: known[name] for name in rule.arguments}
            found.append(str(console.url_map.bind("localhost").build(rule.endpoint, values)))
    return found


@pytest.mark.parametrize("screen", SCREENS)
def test_every_page_is_for_everybody(
    system: System, addresses: list[str], browser: Browser, admin: Credentials, screen: tuple[str, int]
) -> None:
    language, width = screen
    axe = system.settings.software_dir / "console" / "node_modules" / "axe-core" / "axe.min.js"
    with visit(browser, system, language, width) as page, looking(page, axe, f"{language[:2]}-{width}") as looks:
        looks.at("/sign-in")
        sign_in(page, admin)
        for address in filter(looks.is_page, addresses):
            looks.at(address)
        assert looks.complaints == []


def test_the_first_admin_signs_in_once_and_chooses_a_password(system: System, browser: Browser) -> None:
    once = next(line.split()[-1] for line in system.lines if "one-time password" in line)
    with visit(browser, system) as page:
        page.goto("/users/")
        page.fill("#name", "admin")
        page.fill("#password", once)
        page.click("button.primary")
        page.wait_for_url("**/password")
        page.fill("#old", once)
        page.fill("#new", "six more than twelve")
        page.fill("#again", "six more than twelve")
        page.click("button.primary")
        page.wait_for_url("**/sign-in")
        assert "密码已修改" in page.inner_text("main")


def test_the_console_is_used_by_keyboard(system: System, browser: Browser, admin: Credentials) -> None:
    """On a narrow screen: sign in, open the menu, go to the users, skip to the page's own content."""
    with visit(browser, system, width=390) as page:
        page.goto("/sign-in")
        page.keyboard.type(admin.name)
        page.keyboard.press("Tab")
        page.keyboard.type(admin.password)
        page.keyboard.press("Enter")
        page.wait_for_url("**/")
        page.focus(".menu-button")
        page.keyboard.press("Enter")
        assert page.get_attribute(".menu-button", "aria-expanded") == "true"
        page.keyboard.press("Escape")
        assert page.get_attribute(".menu-button", "aria-expanded") == "false"
        page.keyboard.press("Enter")
        page.focus("nav a[href='/users/']")
        page.keyboard.press("Enter")
        page.wait_for_url("**/users/")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


def test_a_node_is_edited_by_keyboard(page: Page) -> None:
    page.goto("/menu/")
    page.focus("#name")
    page.keyboard.type("用键盘修改")
    page.keyboard.press("Enter")
    page.wait_for_url("**/menu/drafts/*/")
    page.focus("a[href$='/nodes/M20']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/nodes/M20")
    page.focus(".columns .skip")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "text-M20"
    page.focus("#title")
    page.keyboard.press("End")
    page.keyboard.type("业务")
    page.keyboard.press("Enter")
    expect(page.locator("main .notice").first).to_have_text("已保存。")
    expect(page.locator(".node-head")).to_contain_text("社保卡业务")
