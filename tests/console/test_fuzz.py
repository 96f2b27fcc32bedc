"""Whatever is sent to whatever address by somebody who may do all: the console never breaks."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ivr.console.languages import HERE
from ivr.people.roles import Role
from tests.console.browser import Browser
from tests.console.test_access import NOT_TESTED

NASTY = (
    "", " ", "0", "1", "-1", "9" * 30, "1e309", "NaN", "None", "true", "x", "admin", "zh", "M00", "hung_up",
    "2026-11-26", "2026-13-45", "0001-01-01", "9999-12-31", "2026-11-26T08:00", "24:61", "￥", "💥" * 50,
    "'; DROP TABLE users; --", "<script>alert(1)</script>", "{{ 7 * 7 }}", "%(x)s",
    "../../../etc/passwd", "..\\..\\x", "\0", "\r\nX: y",
    "=1+1", "a" * 5000, "[", "{}", "\ufeff", "\u202e",
)  # fmt: skip
_ASKED = re.compile(r'(?:args|form|values|files)(?:\.get|\.getlist)?[(\[]\s*"(\w+)"')
_NAMED = re.compile(r'name="(\w+)"|(?:field|select)\("(\w+)"')


def _names() -> list[str]:
    """Of all that some view or some form knows."""
    views = (found for path in HERE.rglob("*.py") for found in _ASKED.findall(_text(path)))
    forms = (found[0] or found[1] for path in HERE.rglob("*.html") for found in _NAMED.findall(_text(path)))
    return sorted({*views, *forms} - {"csrf_token"})


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


texts = st.sampled_from(NASTY) | st.text(max_size=20)
fields = st.dictionaries(st.sampled_from(_names()), texts, max_size=6)
HEADERS = [{}, {"HX-Request": "true"}, {"Accept-Language": "en"}, {"Range": "bytes=5-1"}, {"If-None-Match": '"x"'}]


@pytest.fixture
def admin(sign_in: Callable[[str, Role], Browser]) -> Browser:
    return sign_in("admin", Role.ADMIN)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_answer_is_a_fault_of_ours(app: Flask, admin: Browser, data: st.DataObject) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint not in NOT_TESTED]
    rule = data.draw(st.sampled_from(sorted(rules, key=str)))
    address = re.sub(r"<[^>]+>", lambda _: data.draw(texts).replace("?", "").replace("#", "") or "x", rule.rule)
    method = data.draw(st.sampled_from(sorted((rule.methods or set()) - {"OPTIONS", "HEAD"})))
    headers = data.draw(st.sampled_from(HEADERS)) | {"X-CSRFToken": admin.secret()}
    form = data.draw(fields) if method != "GET" else None
    answer = admin.open(address, method=method, query_string=data.draw(fields), data=form, headers=headers)
    answer.close()
    assert answer.status_code < 500 or rule.endpoint == "health.healthz", (method, address)
