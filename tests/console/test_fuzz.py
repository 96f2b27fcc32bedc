"""Whatever schemathesis sends to whatever address, for somebody who may do all: the console never breaks."""

from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case
from schemathesis.core.result import Ok

from ivr.console.live import views
from ivr.people.roles import Role
from ivr.phone.manager import Channel
from tests.console.browser import Browser
from tests.console.openapi import document
from tests.console.test_access import NOT_TESTED

EXAMPLES = 3
"""Of each route."""
HEADERS = [{}, {"HX-Request": "true"}, {"Accept-Language": "en"}, {"Range": "bytes=5-1"}, {"If-None-Match": '"x"'}]
CHECKS = list(HealthCheck)
MODES = list(schemathesis.GenerationMode)
"""As the pages send it, and anything else."""


@pytest.fixture
def admin(sign_in: Callable[[str, Role], Browser], monkeypatch: pytest.MonkeyPatch) -> Browser:
    monkeypatch.setattr(views, "STREAM_SECONDS", 0.0)
    return sign_in("admin", Role.ADMIN)


def test_no_answer_is_a_fault_of_ours(app: Flask, admin: Browser, ring: Callable[[str], Channel]) -> None:
    line = ring("13800138000")
    there = {"call_id": line.call, "line": line.unique_id, "node": "M11", "name": "admin"}
    known = schemathesis.openapi.from_dict(document(app, there))
    operations = [found.ok() for found in known.get_all_operations() if isinstance(found, Ok)]
    assert {one.definition.raw["operationId"] for one in operations} == {*app.view_functions}
    secret, seen = admin.secret(), set[int]()
    for operation in operations:
        if operation.definition.raw["operationId"] not in NOT_TESTED:
            seen |= _try(admin, secret, st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in MODES)))
    assert seen >= {200, 303, 404, 422}, "it came to the views"
    assert admin.get("/users/").status_code == 200, "still signed in"


def _try(browser: Browser, secret: str, cases: st.SearchStrategy[Case[Any]]) -> set[int]:
    """The status of each answer."""
    seen = set[int]()

    @settings(max_examples=EXAMPLES, database=None, phases=[Phase.generate], suppress_health_check=CHECKS)
    @given(case=cases, headers=st.sampled_from(HEADERS))
    def send(case: Any, headers: dict[str, str]) -> None:
        answer = case.call(app=browser.application, session=browser, headers=headers | {"X-CSRFToken": secret})
        assert answer.status_code < 500 or case.path == "/healthz", (case.method, case.path)
        seen.add(answer.status_code)

    send()
    return seen
