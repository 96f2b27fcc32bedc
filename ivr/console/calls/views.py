"""Calls: search, and one call step by step. Who looked at which call is in the audit list."""

import re

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from pydantic import SecretStr

from ivr.console.access import audit, needs
from ivr.console.calls import asking, words
from ivr.console.calls.strip import strip
from ivr.console.here import here
from ivr.people.audit import Action
from ivr.people.refused import Refused
from ivr.people.roles import Role
from ivr.records.reading import CallShown, NoSuchCall, Page, list_calls, show_call
from ivr.records.reports.tally import LATE_MS
from ivr.secret import Pseudonymiser, masked
from ivr.versions.titles import titles

NUMBER, SEEN = "number", "seen"
"""In the browser's session: the number that was searched for last, and the calls that were looked at last."""

blueprint = Blueprint("calls", __name__, template_folder="templates", url_prefix="/calls")


@blueprint.get("/")
@needs(Role.SUPERVISOR)
def index() -> ResponseReturnValue:
    asked, refused, page = asking.read(request.args), None, Page([], None)
    try:
        page = list_calls(here().ours, asking.wanted(asked, here().zone, hmac(), request.args.get("behind", "")))
    except Refused as fault:
        refused = fault
    return render_template(
        "calls/index.html",
        page=page,
        asked=asked,
        refused=refused,
        number=session.get(NUMBER, {}).get("masked", ""),
        titles=titles(here().ours, here().settings.dialplan),
        words=words,
    ), 422 if refused else 200


@blueprint.post("/number")
@needs(Role.SUPERVISOR)
def number() -> ResponseReturnValue:
    """A whole number stays out of addresses and logs: its pseudonym is kept in the session."""
    text = re.sub(r"[\s-]", "", request.form.get("number", ""))
    if not text:
        session.pop(NUMBER, None)
        return redirect(url_for("calls.index"), 303)
    given = SecretStr(text)
    session[NUMBER] = {"hmac": Pseudonymiser(here().settings.home).of(given), "masked": masked(given)}
    audit(Action.CALLS_SEARCHED, masked(given))
    return redirect(url_for("calls.index", number="1"), 303)


@blueprint.get("/<call_id>/")
@needs(Role.SUPERVISOR)
def show(call_id: str) -> ResponseReturnValue:
    shown = found(call_id)
    looked_at(call_id)
    return render_template("calls/show.html", **parts(shown))


@blueprint.get("/<call_id>/timeline")
@needs(Role.SUPERVISOR)
def timeline(call_id: str) -> ResponseReturnValue:
    """The part of the page that changes while the call runs; other pages show it, too."""
    shown = found(call_id)
    if call_id not in session.get(SEEN, ()):
        looked_at(call_id)
    return render_template("calls/timeline.html", **parts(shown))


def hmac() -> str:
    return str(session.get(NUMBER, {}).get("hmac", ""))


def looked_at(call_id: str) -> None:
    """A look is noted once, however often its page is refreshed while the call runs."""
    audit(Action.CALL_SEEN, call_id)
    session[SEEN] = [*session.get(SEEN, ())[-9:], call_id]


def parts(shown: CallShown) -> dict[str, object]:
    """What the templates show of a call."""
    names = titles(here().ours, here().settings.dialplan, shown.call.tree_version)
    return {"shown": shown, "strip": strip(shown), "titles": names, "words": words, "late_ms": LATE_MS}


def found(call_id: str) -> CallShown:
    try:
        shown = show_call(here().ours, call_id)
    except NoSuchCall:
        abort(404)
    if shown.call.id != call_id:
        abort(404)
    return shown
