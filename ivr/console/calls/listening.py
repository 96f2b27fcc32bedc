"""A call's recording: opened by a button, which is noted, and then heard in the page for a while."""

import io
import time

import structlog
from flask import Blueprint, abort, redirect, send_file, session, url_for
from flask.typing import ResponseReturnValue

from ivr.console.access import audit, needs
from ivr.console.calls.finding import found
from ivr.console.here import here
from ivr.people.audit import Action
from ivr.people.roles import Role
from ivr.recordings.folder import Folder
from ivr.recordings.sound import Sound

OPEN = "recording"
"""In the browser's session: the call whose recording is open, and when it was opened."""
OPEN_SECONDS = 900
"""Then it has to be opened again, which is noted again."""

log = structlog.get_logger()

blueprint = Blueprint("recordings", __name__, url_prefix="/calls")


@blueprint.post("/<call_id>/recording")
@needs(Role.SUPERVISOR)
def listen(call_id: str) -> ResponseReturnValue:
    call = found(call_id).call
    if not folder().has(call.id):
        abort(404)
    audit(Action.RECORDING_HEARD, call.id)
    session[OPEN] = [call.id, time.time()]
    return redirect(url_for("calls.show", call_id=call.id, _anchor="recording"), 303)


@blueprint.get("/<call_id>/recording.wav")
@needs(Role.SUPERVISOR)
def sound(call_id: str) -> ResponseReturnValue:
    """Browsers fetch it piece by piece; who has not opened it is given nothing."""
    heard = opened(call_id)
    if heard is None:
        abort(404)
    return send_file(io.BytesIO(heard.wav()), mimetype="audio/wav", conditional=True)


def folder() -> Folder:
    return Folder(here().settings.home)


def opened(call_id: str) -> Sound | None:
    """None too for a recording that can't be unsealed: its key is gone."""
    call, since = session.get(OPEN, ("", 0.0))
    if call != call_id or time.time() - since > OPEN_SECONDS:
        return None
    try:
        return folder().sound(call_id)
    except ValueError as fault:
        log.error("recording_unreadable", call=call_id, why=str(fault))
        return None
