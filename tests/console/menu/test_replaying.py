"""A day's calls in a draft, by the page."""

import datetime as dt

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine

from ivr.records.models import Input, Outcome
from ivr.records.recorder import Recorder, Said
from ivr.secret import Pseudonymiser
from ivr.settings import Settings
from ivr.versions.drafts import Draft
from tests.console.browser import Browser
from tests.console.menu.test_nodes import M11, filled


@pytest.fixture
def today(settings: Settings, ours: Engine) -> str:
    """A day on which somebody pressed 1 1 4 and heard whether they are certified."""
    recorder = Recorder(ours, Pseudonymiser(settings.home), "one")
    call = recorder.begin(SecretStr("13800138000"), "1")
    call.answered()
    for node, key in (("M00", "1"), ("M10", "1"), ("M11", "4")):
        call.step(node, Input.KEY, "match", 2000, Said(pressed=key))
    call.step("M33", Input.NONE, "hang_up", 1500)
    call.end(Outcome.HUNG_UP)
    recorder.close()
    return dt.datetime.now(dt.timezone(dt.timedelta(hours=8))).date().isoformat()


def test_what_would_change_is_told_with_the_number_of_callers(as_clerk: Browser, draft: Draft, today: str) -> None:
    assert "没有一通电话会改变" in as_clerk.get(f"/menu/drafts/1/replay?day={today}").text
    form = filled(as_clerk.get(M11).text) | {"option-0-key": "4", "option-3-key": "1"}
    as_clerk.post(M11, data=form)
    page = as_clerk.get(f"/menu/drafts/1/replay?day={today}").text
    assert "会改变的通话" in page
    assert "M33 待遇资格认证" in page


def test_a_day_without_calls_says_so(as_clerk: Browser, draft: Draft) -> None:
    assert "那一天没有通话" in as_clerk.get("/menu/drafts/1/replay?day=2020-01-01").text
    assert as_clerk.get("/menu/drafts/1/replay?day=never").status_code == 200


def test_a_draft_with_errors_is_not_replayed(as_clerk: Browser, draft: Draft) -> None:
    as_clerk.submit("/menu/drafts/1/nodes", name="A99", kind="goto", title="x")
    assert "才能回放" in as_clerk.get("/menu/drafts/1/replay?day=2020-01-01").text
