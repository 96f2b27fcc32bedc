"""Signing in and out in a browser, one's password, and what attackers try with both."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import Engine

from ivr.people import users
from ivr.people.audit import TERMINAL
from ivr.people.roles import Role
from tests.console.browser import Browser
from tests.console.conftest import PASSWORD


def test_somebody_new_changes_the_one_time_password_before_anything_else(nobody: Browser, ours: Engine) -> None:
    once = users.add(ours, TERMINAL, "li", Role.ADMIN).get_secret_value()
    assert nobody.submit("/sign-in", name="Li", password=once, next="/users/").location == "/users/"
    assert nobody.get("/users/").location == "/password"
    assert "<nav" not in nobody.get("/password").text
    wrong = nobody.submit("/password", old=once, new=PASSWORD, again=PASSWORD + "!")
    assert (wrong.status_code, "两次输入" in wrong.text) == (422, True)
    assert nobody.submit("/password", old=once, new=PASSWORD, again=PASSWORD).location == "/sign-in"
    assert nobody.get("/users/").location.startswith("/sign-in"), "the old session is over"
    nobody.submit("/sign-in", name="li", password=PASSWORD)
    assert nobody.get("/users/").status_code == 200


def test_a_wrong_password_is_said_at_its_field_and_not_sent_back(nobody: Browser) -> None:
    answer = nobody.submit("/sign-in", name="li", password="geheim geheim")
    assert answer.status_code == 422
    assert 'aria-describedby=" password-error"' in answer.text
    assert "geheim" not in answer.text


def test_signing_out_ends_the_session_for_who_has_copied_its_cookie(app: Flask, as_clerk: Browser) -> None:
    cookie = as_clerk.get_cookie("ivr_8080")
    assert cookie
    as_clerk.submit("/sign-out")
    thief = app.test_client()
    thief.set_cookie("ivr_8080", cookie.value)
    assert thief.get("/").location == "/sign-in"


def test_the_session_s_cookie_is_for_this_site_and_no_script(as_clerk: Browser) -> None:
    cookie = as_clerk.get_cookie("ivr_8080")
    assert cookie
    assert (cookie.http_only, cookie.same_site) == (True, "Strict")


def test_a_session_that_somebody_else_began_is_not_taken_over(app: Flask, ours: Engine) -> None:
    """Who plants a cookie in a browser knows nothing of the session that its user begins."""
    once = users.add(ours, TERMINAL, "li", Role.CLERK).get_secret_value()
    planted, victim = app.test_client(), app.test_client()
    assert isinstance(victim, Browser)
    planted.get("/sign-in")
    before = planted.get_cookie("ivr_8080")
    assert before
    victim.set_cookie("ivr_8080", before.value)
    victim.submit("/sign-in", name="li", password=once)
    assert planted.get("/").location == "/sign-in"


def test_a_forged_form_changes_nothing(app: Flask, as_admin: Browser, ours: Engine) -> None:
    """Another site can make the browser send a form; it does not know the secret in it."""
    for fields in ({}, {"csrf_token": ""}, {"csrf_token": "forged"}):
        assert as_admin.post("/users/", data={"name": "evil", "role": "admin", **fields}).status_code == 400
    another = app.test_client()
    assert isinstance(another, Browser)
    stolen = another.secret()
    answer = as_admin.post("/users/", data={"name": "evil", "role": "admin", "csrf_token": stolen})
    assert answer.status_code == 400, "the secret of another browser"
    assert [person.name for person in users.everybody(ours)] == ["admin"]


def test_a_hundred_wrong_passwords_lock_nobody_out_of_their_own_browser(
    app: Flask, sign_in: Callable[[str, Role], Browser], nobody: Browser
) -> None:
    own = sign_in("li", Role.CLERK)
    own.submit("/sign-out")
    answers = [nobody.submit("/sign-in", name="li", password=f"wrong {number}").text for number in range(100)]
    assert sum("用户名或密码不对" in text for text in answers) == 5
    assert "次数太多" in nobody.submit("/sign-in", name="li", password=PASSWORD).text
    assert own.submit("/sign-in", name="li", password=PASSWORD).status_code == 303


def test_a_forged_mark_of_a_known_browser_is_none(nobody: Browser, ours: Engine) -> None:
    users.add(ours, TERMINAL, "li", Role.CLERK)
    nobody.set_cookie("ivr_known", "WyJsaSIsIjAxMjMiXQ.forged.forged", path="/sign-in")
    answers = [nobody.submit("/sign-in", name="li", password="wrong").text for _ in range(6)]
    assert "次数太多" in answers[-1]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example"])
def test_another_name_for_this_address_is_refused(nobody: Browser, host: str) -> None:
    """A page of another site that has its name point here can't read ours."""
    assert nobody.get("/sign-in", headers={"Host": host}).status_code == 400


def test_others_of_one_s_sessions_are_ended(app: Flask, as_clerk: Browser) -> None:
    another = app.test_client()
    assert isinstance(another, Browser)
    another.submit("/sign-in", name="clerk", password=PASSWORD)
    assert "另外 1 个浏览器" in as_clerk.get("/password").text
    as_clerk.submit("/sessions/end")
    assert another.get("/").location == "/sign-in"
    assert "浏览器" not in as_clerk.get("/password").text
