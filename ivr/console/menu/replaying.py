"""Yesterday's calls in a draft: what would have changed, for how many callers."""

import datetime as dt
from threading import Lock

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ivr.console.access import needs
from ivr.console.here import here
from ivr.console.menu.blueprint import blueprint, draft_or_404
from ivr.console.menu.workbench import workbench
from ivr.people.roles import Role
from ivr.simulator.replay.day import replay
from ivr.simulator.replay.partings import Replayed
from ivr.versions.version import Texts

MOST_CALLS = 1000
"""A page waits for them."""
_one = Lock()


@blueprint.get("/drafts/<int:draft_id>/replay")
@needs(Role.CLERK)
def replayed(draft_id: int) -> ResponseReturnValue:
    draft = draft_or_404(draft_id)
    examined = workbench().examined(draft.texts)
    yesterday = dt.datetime.now(here().zone).date() - dt.timedelta(days=1)
    day = _day() or yesterday
    found = _replayed(draft.texts, day) if examined.service and not examined.errors and "day" in request.args else None
    tree = examined.service.tree if examined.service else None
    return render_template(
        "menu/replay.html", draft=draft, examined=examined, day=day, found=found, tree=tree, most=MOST_CALLS
    )


def _replayed(texts: Texts, day: dt.date) -> Replayed | None:
    """One at a time: it takes a core for some seconds."""
    if not _one.acquire(blocking=False):
        flash(_("正在回放别的草稿，请过一会儿再试。"), "bad")
        return None
    try:
        return replay(workbench(), texts, day, MOST_CALLS)
    finally:
        _one.release()


def _day() -> dt.date | None:
    try:
        return dt.date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        return None
