"""Calls: search, and one call step by step. Who looked at which call is in the audit list."""

import re

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from pydantic import SecretStr

from ivr.console.access import audit, needs
from ivr.console.calls import asking, words
from ivr.console.calls.finding import NUMBER, SEEN, found, looked_at, number_wanted
from ivr.console.calls.listening import folder, opened
from ivr.console.calls.strip import seconds, strip
from ivr.console.calls.waveform import waveform
from ivr.console.here import here
from ivr.people.audit import Action
from ivr.people.refused import Refused
from ivr.people.roles import Role
from ivr.records.reading import CallShown, Page, list_calls
from ivr.records.reports.tally import LATE_MS
from ivr.secret import Pseudonymiser, masked
from ivr.versions.titles import titles

blueprint = Blueprint("calls", __name__, template_folder="templates", url_prefix="/calls")


@blueprint.get("/")
@needs(Role.SUPERVISOR)
def index() -> ResponseReturnValue:
    asked, refused, page = asking.read(request.args), None, Page([], None)
    try:
        page = list_calls(
            here().ours, asking.wanted(asked, here().zone, number_wanted(), request.args.get("behind", ""))
        )
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
    heard = opened(call_id)
    return render_template(
        "calls/show.html",
        recorded=folder().has(call_id),
        waveform=waveform(heard, seconds(shown)) if heard else None,
        **parts(shown),
    )


@blueprint.get("/<call_id>/timeline")
@needs(Role.SUPERVISOR)
def timeline(call_id: str) -> ResponseReturnValue:
    """The part of the page that changes while the call runs; other pages show it, too."""
    shown = found(call_id)
    if call_id not in session.get(SEEN, ()):
        looked_at(call_id)
    return render_template("calls/timeline.html", **parts(shown))


def parts(shown: CallShown) -> dict[str, object]:
    """What the templates show of a call."""
    names = titles(here().ours, here().settings.dialplan, shown.call.tree_version)
    return {"shown": shown, "strip": strip(shown), "titles": names, "words": words, "late_ms": LATE_MS}
