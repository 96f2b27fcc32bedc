"""Whatever is sent to any page about menus and hours: it is answered, and never by a fault of ours."""

import random
from collections.abc import Iterator

import pytest
from flask import Flask

from ivr.versions.drafts import Draft
from tests.console.browser import Browser

WORDS = (
    *(
        "",
        "0",
        "-1",
        "9" * 40,
        "1e9",
        "²",
        "M11",
        "Q111",
        "back",
        "<script>",
        "'; --",
        "%00",
        "../..",
        "\x07\x85\u2028😀",
    ),
    *(
        "{id}",
        "{",
        "}",
        "a: b",
        "- a",
        "&x",
        "*x",
        "!!python/object:os.system",
        "2026-02-30",
        "2026-11-24T08:00",
        "休息",
    ),
    *("08:30-11:30", "menu", "text", "on", "x" * 5000),
)
FIELDS = (
    *("name", "kind", "title", "note", "revision", "instead_of", "line", "key", "at", "caller", "demo", "hang_up"),
    *(
        "text-M11",
        "text-",
        "options",
        "option-0-key",
        "option-0-to",
        "option-0-was",
        "option-0-set",
        "option-0-segment",
    ),
    *(
        "no_input-tries",
        "no_match-to",
        "first_seconds",
        "interrupt",
        "what",
        "cases",
        "case-0-name",
        "to",
        "by",
        "slow",
    ),
    *(
        "workdays",
        "monday",
        "first",
        "last",
        "spans",
        "days",
        "text",
        "from",
        "until",
        "sound",
        "files",
        "before",
        "after",
    ),
)
NUMBERS = (0, 1, 2, 99, 2**31, 2**63, 10**30)


def addresses(app: Flask, dice: random.Random) -> Iterator[tuple[str, str]]:
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith(("menu.", "office.")):
            values = {name: dice.choice(NUMBERS) for name in rule.arguments if name == "number" or name.endswith("_id")}
            others = {name: dice.choice((*WORDS, "d1", "v1")) or "x" for name in rule.arguments - values.keys()}
            with app.test_request_context():
                address = app.url_map.bind("localhost").build(rule.endpoint, values | others)
            yield from ((method, str(address)) for method in sorted((rule.methods or set()) & {"GET", "POST"}))


@pytest.mark.parametrize("seed", range(3))
def test_nothing_is_answered_by_a_fault_of_ours(app: Flask, as_admin: Browser, draft: Draft, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311  # it only has to be the same each time
    for method, address in addresses(app, dice):
        fields = {name: dice.choice(WORDS) for name in dice.sample(FIELDS, 12)} | {"csrf_token": as_admin.secret()}
        asked, sent = (None, fields) if method == "POST" else (fields, None)
        answer = as_admin.open(address, method=method, query_string=asked, data=sent)
        assert answer.status_code < 500 or answer.status_code == 503, (method, address, fields)


@pytest.mark.parametrize("seed", range(2))
def test_a_draft_takes_whatever_is_written_into_a_node(as_admin: Browser, draft: Draft, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311  # it only has to be the same each time
    for node in ("M11", "Q111", "S00", "A10", "R52"):
        address = f"/menu/drafts/1/nodes/{node}"
        fields = {name: dice.choice(WORDS) for name in dice.sample(FIELDS, 20) if name != "revision"}
        assert as_admin.submit(address, **fields).status_code in {303, 422}
        assert as_admin.get(address).status_code == 200
        assert as_admin.get("/menu/drafts/1/").status_code == 200
