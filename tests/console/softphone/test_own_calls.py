"""The timeline beside the browser's telephone shows the user's own call and nobody else's."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from ivr.console.health.watching import Watching
from ivr.people.roles import Role
from ivr.phone.manager import Channel
from tests.console.browser import Browser
from tests.console.fake_switch import FakeSwitch

Ring = Callable[[str], Channel]


def page_of(browser: Browser) -> str:
    """The name that this browser's page sends with its calls."""
    page = browser.get("/phone/").text
    return page.partition('data-page="')[2].partition('"')[0]


def test_the_page_may_reach_asterisk_and_nothing_else(as_clerk: Browser) -> None:
    policy = as_clerk.get("/phone/").headers["Content-Security-Policy"]
    assert "connect-src 'self' ws://127.0.0.1:8088;" in policy
    assert "8088" not in as_clerk.get("/").headers["Content-Security-Policy"]


@pytest.mark.parametrize("listens", [True, False])
def test_who_may_speak_is_told_so(listens: bool, as_clerk: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Watching, "parts", lambda _: {"recogniser": listens})
    assert ("也可以直接说" in as_clerk.get("/phone/").text) is listens


def test_the_pages_call_is_shown_to_a_clerk_who_may_see_no_other(
    switch: FakeSwitch, ring: Ring, as_clerk: Browser
) -> None:
    page = page_of(as_clerk)
    assert "等待通话开始" in as_clerk.get(f"/phone/page/{page}").text
    channel = ring("13812345678")
    switch.lines = (replace(channel, page=page),)
    shown = as_clerk.get(f"/phone/page/{page}")
    assert "timeline" in shown.text
    again = shown.text.partition('hx-get="')[2].partition('"')[0]
    assert again.startswith("/phone/call/")
    switch.lines = ()
    assert as_clerk.get(again).status_code == 200
    assert as_clerk.get(f"/calls/{channel.call}/").status_code == 403


def test_another_users_page_or_call_opens_nothing(
    switch: FakeSwitch, ring: Ring, as_clerk: Browser, sign_in: Callable[[str, Role], Browser]
) -> None:
    page = page_of(as_clerk)
    switch.lines = (replace(ring("13812345678"), page=page),)
    again = as_clerk.get(f"/phone/page/{page}").text.partition('hx-get="')[2].partition('"')[0]
    other = sign_in("another", Role.CLERK)
    assert other.get(f"/phone/page/{page}").status_code == 404
    assert other.get(again).status_code == 404


@pytest.mark.parametrize("forged", ["x", "WyJjbGVyayIsInBhZ2UiLCIxIl0.x.x", "a.b.c"])
def test_a_forged_name_opens_nothing(as_clerk: Browser, forged: str) -> None:
    assert as_clerk.get(f"/phone/page/{forged}").status_code == 404
    assert as_clerk.get(f"/phone/call/{forged}").status_code == 404


def test_nobody_gets_the_password(nobody: Browser) -> None:
    assert nobody.get("/phone/").status_code == 303
