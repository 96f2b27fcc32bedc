"""Drafts by their pages: begun, brought in, taken out, discarded; and every page of them as each role."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from ivr.menus.service import TREE
from ivr.versions.drafts import Draft
from tests.console.browser import Browser
from tests.console.menu.conftest import SHIPPED

PAGES = (
    "/menu/",
    "/menu/drafts/1/",
    "/menu/drafts/1/nodes/M11",
    "/menu/drafts/1/picture",
    "/menu/drafts/1/simulator",
    "/menu/drafts/1/replay",
)


@pytest.mark.parametrize("page", [*PAGES, "/menu/versions/", "/menu/compare", "/menu/pictures/d1"])
def test_a_clerk_sees_every_page_of_a_draft_and_nobody_none(
    as_clerk: Browser, nobody: FlaskClient, draft: Draft, page: str
) -> None:
    assert as_clerk.get(page).status_code == 200
    assert nobody.get(page).status_code == 303


def test_a_draft_begins_with_what_is_published(as_clerk: Browser) -> None:
    begun = as_clerk.submit("/menu/drafts", name="  调整  菜单 ")
    assert begun.location == "/menu/drafts/1/"
    page = as_clerk.get("/menu/").text
    assert "调整 菜单" in page
    assert "第 1 版" in page


def test_a_name_that_is_taken_is_refused(as_clerk: Browser, draft: Draft) -> None:
    as_clerk.submit("/menu/drafts", name=draft.name)
    assert "请换一个名字" in as_clerk.get("/menu/").text


def test_an_export_is_the_folder_s_files_and_comes_in_again(
    as_clerk: Browser, draft: Draft, now: Callable[[], Draft]
) -> None:
    with zipfile.ZipFile(io.BytesIO(as_clerk.get("/menu/drafts/1/export").data)) as packed:
        files = {name: packed.read(name).decode() for name in packed.namelist()}
    assert files == dict(SHIPPED)
    changed = files[TREE].replace("title: 主菜单", "title: 总菜单")
    answer = as_clerk.submit("/menu/drafts/import", name="导入", files=(io.BytesIO(changed.encode()), TREE))
    assert answer.location == "/menu/drafts/2/"
    assert "总菜单" in as_clerk.get("/menu/drafts/2/").text


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("../../tree.yaml", b"x", "只能导入这些文件"),
        ("office.yaml", b"x", "只能导入这些文件"),
        ("tree.yaml", b"\xff\xfe", "不是 UTF-8"),
        ("tree.yaml", b"x" * 500_000, "太大"),
    ],
)
def test_files_that_are_none_of_the_menu_s_are_refused(as_clerk: Browser, name: str, content: bytes, told: str) -> None:
    as_clerk.submit("/menu/drafts/import", name="x", files=(io.BytesIO(content), name))
    page = as_clerk.get("/menu/").text
    assert told in page
    assert "还没有草稿" in page


def test_a_draft_that_is_no_yaml_still_has_its_pages(as_clerk: Browser) -> None:
    as_clerk.submit("/menu/drafts/import", name="x", files=(io.BytesIO(b"a: 1\n b: 2\n"), TREE))
    page = as_clerk.get("/menu/drafts/1/").text
    assert "读不懂" in page
    assert "tree.yaml:2" in page
    assert as_clerk.get("/menu/drafts/1/nodes/M11").status_code == 404
    assert as_clerk.get("/menu/pictures/d1").json == {"edges": [], "nodes": []}
    assert "不能比较" in as_clerk.get("/menu/compare?after=d1").text


def test_a_discarded_draft_is_gone(as_clerk: Browser, draft: Draft) -> None:
    assert as_clerk.submit("/menu/drafts/1/discard").location == "/menu/"
    assert as_clerk.get("/menu/drafts/1/").status_code == 404


def test_what_a_clerk_does_stands_in_the_audit_list(as_clerk: Browser, as_admin: Browser) -> None:
    as_clerk.submit("/menu/drafts", name="养老")
    as_clerk.submit("/menu/drafts/1/discard")
    page = as_admin.get("/audit/").text
    assert "新建菜单草稿" in page
    assert "删除菜单草稿" in page


def test_the_picture_tells_what_was_changed(as_clerk: Browser, draft: Draft) -> None:
    as_clerk.submit("/menu/drafts/1/nodes", name="A99", kind="say", title="新", revision="1")
    drawn: Any = as_clerk.get("/menu/pictures/d1?before=v1").json
    assert [node["id"] for node in drawn["nodes"] if node["mark"]] == ["A99"]
    assert {"source": "M00", "target": "M10", "keys": "1"} in drawn["edges"]


@pytest.mark.parametrize("name", ["x", "v0", "v99", "d99", "d-1", "d²", "v" + "9" * 30, "v1/../x"])
def test_what_there_is_not_is_not_found(as_clerk: Browser, name: str) -> None:
    assert as_clerk.get(f"/menu/pictures/{name}").status_code == 404
