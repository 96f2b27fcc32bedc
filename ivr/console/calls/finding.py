"""The call that a page is about, and who looked at it."""

from flask import abort, session

from ivr.console.access import audit
from ivr.console.here import here
from ivr.people.audit import Action
from ivr.records.reading import CallShown, NoSuchCall, show_call

NUMBER, SEEN = "number", "seen"
"""In the browser's session: the number that was searched for last, and the calls that were looked at last."""


def found(call_id: str) -> CallShown:
    try:
        shown = show_call(here().ours, call_id)
    except NoSuchCall:
        abort(404)
    if shown.call.id != call_id:
        abort(404)
    return shown


def looked_at(call_id: str) -> None:
    """A look is noted once, however often its page is refreshed while the call runs."""
    audit(Action.CALL_SEEN, call_id)
    session[SEEN] = [*session.get(SEEN, ())[-9:], call_id]


def number_wanted() -> str:
    """The pseudonym of the number that was searched for last."""
    return str(session.get(NUMBER, {}).get("hmac", ""))
