"""Every address of the console that can be made with what its database holds: with a call, a node and a draft."""

from collections.abc import Iterator
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import Engine, select

from ivr.bench.reports.filling import FIRST, LAST
from ivr.database import transaction
from ivr.records.models import Call, Outcome

NODE, ANSWER = "M00", "Q111"
MONTH = {"first": FIRST.isoformat(), "last": LAST.isoformat()}
SEARCHES: tuple[tuple[str, dict[str, str]], ...] = (
    *(("/calls/", {"outcome": outcome.value}) for outcome in Outcome),
    *(("/calls/", {"node": NODE, "outcome": outcome.value}) for outcome in Outcome),
    *(("/calls/", {"node": node, "step": step}) for node in (NODE, ANSWER) for step in ("hang_up", "failed")),
    ("/calls/", {"tail": "0138"}),
    ("/calls/", {"tail": "8"}),
    ("/calls/", {"tail": "0138", "node": ANSWER, "outcome": Outcome.FAILED.value}),
    ("/calls/", {"version": "1", "node": NODE}),
    ("/calls/", {"version": "1", "outcome": Outcome.INTERRUPTED.value}),
    ("/calls/", {"since": f"{FIRST}T08:00", "until": f"{FIRST}T09:00", "node": ANSWER}),
    ("/calls/", {"node": "nowhere"}),
    ("/reports/", MONTH),
    ("/reports/", MONTH | {"version": "1", "voice": "yes"}),
    ("/reports/nodes", MONTH),
    (f"/reports/nodes/{ANSWER}", MONTH),
)
"""What supervisors ask of the whole month."""


def addresses(app: Flask, ours: Engine, draft_id: int) -> Iterator[str]:
    """Of each route that is read, and of the searches."""
    known = {"call_id": _a_call(ours), "draft_id": draft_id, "name": NODE, "node": ANSWER, "number": 1}
    routes = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.arguments <= known.keys():
            yield routes.build(rule.endpoint, {name: known[name] for name in rule.arguments})
    yield from (f"{path}?{urlencode(asked)}" for path, asked in SEARCHES)


def _a_call(ours: Engine) -> str:
    with transaction(ours) as connection:
        return str(connection.execute(select(Call.id).order_by(Call.started_at.desc()).limit(1)).scalar_one())
