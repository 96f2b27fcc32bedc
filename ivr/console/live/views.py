"""The live board, its stream of news, and what a supervisor can do to a call."""

import re
import time
from collections.abc import Iterator

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    stream_with_context,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ivr.console.access import audit, needs
from ivr.console.live.broadcast import TooManyWatchers, Watcher
from ivr.console.live.live import broadcast_of, switch_of
from ivr.console.own_pages import is_own_page, telephone
from ivr.people.audit import Action
from ivr.people.roles import Role
from ivr.phone.manager import Channel, SwitchUnavailable

STREAM_SECONDS = 300.0
"""Then the browser comes again, and whether its user may still look is asked anew."""
BEAT_SECONDS = 10.0
"""So late a browser that has gone is noticed, and its thread is free."""
_EXTENSION = re.compile(r"[A-Za-z0-9]{1,20}")

blueprint = Blueprint("live", __name__, template_folder="templates", url_prefix="/live")


@blueprint.get("/")
@needs(Role.SUPERVISOR)
def index() -> ResponseReturnValue:
    return render_template("live/index.html", board=broadcast_of(current_app).now())


@blueprint.get("/stream")
@needs(Role.SUPERVISOR)
def stream() -> ResponseReturnValue:
    try:
        watching = broadcast_of(current_app).watching()
        watcher = watching.__enter__()
    except TooManyWatchers:
        abort(503)
    response = Response(stream_with_context(_news(watcher)), mimetype="text/event-stream")
    response.call_on_close(lambda: watching.__exit__(None, None, None))
    response.headers["X-Accel-Buffering"] = "no"  # nginx would collect it
    return response


@blueprint.post("/<line>/hang-up")
@needs(Role.SUPERVISOR)
def hang_up(line: str) -> ResponseReturnValue:
    channel = _find(line)
    audit(Action.CALL_ENDED, channel.call)
    try:
        switch_of(current_app).hang_up(channel)
        flash(_("通话已挂断。"))
    except SwitchUnavailable:
        flash(_("Asterisk 没有回应，通话可能还在。"))
    return redirect(url_for("live.index"), 303)


@blueprint.route("/<line>/listen", methods=["GET", "POST"])
@needs(Role.SUPERVISOR)
def listen(line: str) -> ResponseReturnValue:
    channel = _find(line)
    if request.method == "GET":
        return _ask_how(line)
    extension = request.form.get("extension", "").strip()
    if not _EXTENSION.fullmatch(extension):
        return _ask_how(line, _("分机号是 1 到 20 个字母或数字。")), 422
    audit(Action.CALL_LISTENED, channel.call)
    try:
        switch_of(current_app).listen_in(channel, extension)
        flash(_("分机 %(extension)s 正在振铃，接起后即可听到通话。", extension=extension))
    except SwitchUnavailable:
        flash(_("Asterisk 没有回应，不能监听。"))
    return redirect(url_for("live.index"), 303)


@blueprint.post("/<line>/listen-here")
@needs(Role.SUPERVISOR)
def listen_here(line: str) -> ResponseReturnValue:
    """By the browser: its page has called Asterisk and waits."""
    channel, page = _find(line), request.form.get("page", "")
    waiting = next((one for one in switch_of(current_app).channels() if one.page == page), None)
    if waiting is None or not is_own_page(page):
        abort(404)
    audit(Action.CALL_LISTENED, channel.call)
    try:
        switch_of(current_app).listen_by(waiting, channel)
    except SwitchUnavailable:
        abort(503)
    return "", 204


def _ask_how(line: str, error: str = "") -> str:
    return render_template("live/listen.html", line=line, error=error, telephone=telephone())


def _news(watcher: Watcher) -> Iterator[str]:
    """Server-sent events, a whole board each: a browser that comes again needs nothing of what it missed."""
    ends = time.monotonic() + STREAM_SECONDS
    while time.monotonic() < ends:
        board = watcher.next(BEAT_SECONDS)
        if board is None:
            yield ":\n\n"
        else:
            lines = render_template("live/board.html", board=board).splitlines()
            yield "".join(f"data: {line}\n" for line in lines) + "\n"


def _find(line: str) -> Channel:
    found = next((one for one in switch_of(current_app).channels() if one.call and one.unique_id == line), None)
    if found is None:
        abort(404)
    return found
