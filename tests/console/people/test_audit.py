"""The audit list on its page."""

import re

from sqlalchemy import Engine

from ivr.database import transaction
from ivr.people.audit import Action, Actor, note
from tests.console.browser import Browser


def rows(page: str) -> list[list[str]]:
    found = re.findall(r"<tr>(.*?)</tr>", page.partition("<tbody>")[2], re.DOTALL)
    return [re.findall(r"<td>(.*?)</td>", row) for row in found]


def test_the_newest_first_with_who_what_and_where_from(as_admin: Browser) -> None:
    as_admin.submit("/users/", name="wang", role="clerk")
    newest, *_, oldest = rows(as_admin.get("/audit/").text)
    assert newest[1:] == ["admin", "新增用户", "wang · clerk", "127.0.0.1"]
    assert oldest[1:] == ["—", "新增用户", "admin · admin", "命令行"]


def test_by_user_and_action_page_by_page(as_admin: Browser, ours: Engine) -> None:
    with transaction(ours) as connection:
        for number in range(120):
            note(connection, Actor("li", "192.0.2.7"), Action.USER_ROLE, str(number))
    seen: list[str] = []
    address = "/audit/?actor=li&action=user_role"
    while address:
        page = as_admin.get(address).text
        seen += [row[3] for row in rows(page)]
        older = re.search(r'<a href="([^"]+)" rel="next"', page)
        address = older[1].replace("&amp;", "&") if older else ""
    assert seen == [str(number) for number in reversed(range(120))]
    assert "没有符合条件的记录" in as_admin.get("/audit/?actor=wang").text


def test_what_stands_in_an_entry_is_text(as_admin: Browser, ours: Engine) -> None:
    with transaction(ours) as connection:
        note(connection, Actor("<i>li</i>", "<b>"), Action.USER_ROLE, "<script>alert(1)</script>" + "x" * 300)
    page = as_admin.get("/audit/").text
    assert "<script>alert" not in page
    assert "<i>" not in page
