"""Versions by their pages: compared, published by an admin, taken back."""

import pytest
from sqlalchemy import Engine

from ivr.versions.drafts import Draft
from ivr.versions.models import Series
from ivr.versions.store import Versions
from tests.console.browser import Browser
from tests.console.menu.test_nodes import M11, filled


@pytest.fixture
def menus(ours: Engine) -> Versions:
    return Versions(ours, Series.MENU)


def edited(browser: Browser, **fields: str) -> None:
    form = filled(browser.get(M11).text)
    assert browser.post(M11, data=form | fields).status_code == 303


def test_two_versions_are_compared_in_words(as_clerk: Browser, draft: Draft) -> None:
    edited(as_clerk, **{"option-0-key": "4", "option-3-key": "1"})
    page = as_clerk.get("/menu/compare").text
    assert "M11 养老保险: 键 4 → 1 待遇资格认证" in page
    assert "M11 养老保险: 键 1 → 4 个人账户" in page


def test_an_admin_publishes_a_draft_with_a_note(as_admin: Browser, draft: Draft, menus: Versions) -> None:
    edited(as_admin, title="养老")
    answer = as_admin.submit("/menu/drafts/1/publish", note="改名", revision="2", instead_of="1")
    assert answer.location == "/menu/publishing"
    assert "第 2 版已经发布" in as_admin.get("/menu/publishing").text
    assert menus.published() == 2
    assert (menus.version(2).author, menus.version(2).note) == ("admin", "改名")
    assert "发布菜单" in as_admin.get("/audit/").text


def test_a_clerk_can_t_publish(as_clerk: Browser, draft: Draft, menus: Versions) -> None:
    assert as_clerk.submit("/menu/drafts/1/publish", revision="1", instead_of="1").status_code == 403
    assert as_clerk.submit("/menu/versions/1/again", instead_of="1").status_code == 403
    assert "发布给来电者" not in as_clerk.get("/menu/drafts/1/").text
    assert menus.published() == 1


def test_a_draft_that_callers_could_get_stuck_in_is_refused_with_its_node(
    as_admin: Browser, draft: Draft, menus: Versions
) -> None:
    edited(as_admin, **{"option-0-to": "Q999"})
    as_admin.submit("/menu/drafts/1/publish", revision="2", instead_of="1")
    page = as_admin.get("/menu/publishing").text
    assert "没有发布" in page
    assert "M11 养老保险：没有节点 &#39;Q999&#39;" in page
    assert menus.published() == 1


def test_what_was_not_seen_is_not_published(as_admin: Browser, draft: Draft, menus: Versions) -> None:
    edited(as_admin, title="养老")
    as_admin.submit("/menu/drafts/1/publish", revision="1", instead_of="1")
    assert menus.published() == 1
    as_admin.submit("/menu/drafts/1/publish", revision="2", instead_of="7")
    assert "别人刚刚发布了第 1 版" in as_admin.get("/menu/publishing").text


def test_one_click_takes_the_menu_back(as_admin: Browser, draft: Draft, menus: Versions) -> None:
    edited(as_admin, title="养老")
    as_admin.submit("/menu/drafts/1/publish", revision="2", instead_of="1")
    assert "退回到这一版" in as_admin.get("/menu/versions/").text
    as_admin.submit("/menu/versions/1/again", instead_of="2")
    assert menus.published() == 1
    assert "退回到第 1 版" in as_admin.get("/menu/versions/").text


def test_a_version_is_exported(as_clerk: Browser) -> None:
    assert as_clerk.get("/menu/versions/1/export").mimetype == "application/zip"
    assert as_clerk.get("/menu/versions/2/export").status_code == 404
