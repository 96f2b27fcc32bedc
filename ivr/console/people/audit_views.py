"""The audit list."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from ivr.console.access import needs
from ivr.console.here import here
from ivr.people.audit import Action, WantedEntries, entries
from ivr.people.roles import Role

PAGE = 50

blueprint = Blueprint("audit", __name__, template_folder="templates", url_prefix="/audit")


@blueprint.get("/")
@needs(Role.ADMIN)
def index() -> ResponseReturnValue:
    wanted = WantedEntries(
        limit=PAGE + 1,
        before=request.args.get("before", type=int),
        actor=request.args.get("actor", "").strip(),
        action=request.args.get("action", ""),
    )
    found = entries(here().ours, wanted)
    older = found[PAGE - 1].id if len(found) > PAGE else None
    words = {action.value: action.words for action in Action}
    return render_template("people/audit.html", found=found[:PAGE], older=older, wanted=wanted, words=words)
