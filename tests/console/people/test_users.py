"""Users on their page."""

import re

import pytest
from sqlalchemy import Engine

from ivr.people import users
from ivr.people.roles import Role
from tests.console.browser import Browser


def test_a_user_is_added_changed_disabled_and_enabled(as_admin: Browser, nobody: Browser, ours: Engine) -> None:
    shown = as_admin.submit("/users/", name="王芳", role="clerk")
    once = re.search(r"<code>([^<]+)</code>", shown.text)
    assert once
    assert nobody.submit("/sign-in", name="王芳", password=once[1]).status_code == 303
    as_admin.submit("/users/王芳/role", role="supervisor")
    assert users.find(ours, "王芳").role == Role.SUPERVISOR
    as_admin.submit("/users/王芳/disable")
    assert nobody.get("/password").location == "/sign-in?next=/password", "the session is over at once"
    as_admin.submit("/users/王芳/enable")
    assert users.find(ours, "王芳").active
    fresh = as_admin.submit("/users/王芳/password").text
    assert once[1] not in fresh
    assert "<code>" in fresh


@pytest.mark.parametrize(
    ("address", "fields", "told"),
    [
        ("/users/", {"name": "x", "role": "clerk"}, "二至三十二个字符"),
        ("/users/", {"name": "admin", "role": "clerk"}, "已经有这个用户名了"),
        ("/users/", {"name": "wang", "role": "emperor"}, "请选一个角色"),
        ("/users/admin/role", {"role": "clerk"}, "最后一位管理员"),
        ("/users/admin/disable", {}, "最后一位管理员"),
    ],
)
def test_what_can_t_be_done_is_said(as_admin: Browser, address: str, fields: dict[str, str], told: str) -> None:
    answer = as_admin.submit(address, **fields)
    assert answer.status_code == 422
    assert told in answer.text


def test_nobody_of_that_name(as_admin: Browser) -> None:
    assert as_admin.submit("/users/nobody/disable").status_code == 404


def test_a_script_for_a_name_is_refused_and_shown_as_text(as_admin: Browser) -> None:
    answer = as_admin.submit("/users/", name='"><script>alert(1)</script>', role="clerk")
    assert answer.status_code == 422
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;" in answer.text
