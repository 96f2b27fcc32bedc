"""A real browser on the console of the live system, signed in as an admin."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pydantic import SecretStr

from ivr.database import open_ours
from ivr.people import users
from ivr.people.audit import TERMINAL
from ivr.people.roles import Role
from tests.waiting import listens, wait_until

if TYPE_CHECKING:
    from tests.live.conftest import System  # which imports these fixtures

CHROMIUM = "/usr/bin/chromium"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)
CONSOLE_SECONDS = 60.0
PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class Credentials:
    name: str
    password: str


@contextmanager
def chromium(*more: str) -> Iterator[Browser]:
    """Debian's, with further arguments. While it is open its thread can run no other event loop."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *more])
        try:
            yield launched
        finally:
            launched.close()


@contextmanager
def visit(browser: Browser, system: "System", language: str = "zh-CN", width: int = 1440) -> Iterator[Page]:
    """A fresh browser session on the console, with nobody signed in."""
    _wait_for_console(system)
    context = browser.new_context(
        base_url=system.settings.console_address, locale=language, viewport={"width": width, "height": 900}
    )
    context.set_default_timeout(PATIENCE_MS)
    try:
        yield context.new_page()
    finally:
        context.close()


def sign_in(page: Page, who: Credentials) -> None:
    page.goto("/sign-in")
    page.fill("#name", who.name)
    page.fill("#password", who.password)
    page.click("button.primary")
    page.wait_for_url("**/")


def add_user(system: "System", name: str, role: Role) -> Credentials:
    """Somebody who has changed the one-time password already."""
    ours = open_ours(system.settings)
    once = users.add(ours, TERMINAL, name, role)
    users.change_password(ours, TERMINAL, users.find(ours, name), once, SecretStr(PASSWORD))
    ours.dispose()
    return Credentials(name, PASSWORD)


@pytest.fixture(scope="session")
def admin(system: "System") -> Credentials:
    return add_user(system, "tester", Role.ADMIN)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


@pytest.fixture
def page(browser: Browser, system: "System", admin: Credentials) -> Iterator[Page]:
    """The console's first page, in Chinese, of an admin."""
    with visit(browser, system) as opened:
        sign_in(opened, admin)
        yield opened


def _wait_for_console(system: "System") -> None:
    address = (system.settings.console_bind, system.settings.console_port)
    wait_until(lambda: listens(address), CONSOLE_SECONDS)
