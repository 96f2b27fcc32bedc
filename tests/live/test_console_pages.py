"""Every page in a real browser: wide and narrow, in both languages, for people who see, hear or type."""

import pytest
from playwright.sync_api import Browser, Page

from tests.live.browser import visit
from tests.live.conftest import System

pytestmark = pytest.mark.live


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


def test_an_admin_is_shown_the_navigation(page: Page) -> None:
    assert "用户" in page.inner_text("nav")
