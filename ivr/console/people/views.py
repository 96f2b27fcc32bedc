"""Signing in and out, and changing one's own password."""

from flask import Blueprint, flash, g, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from pydantic import SecretStr

from ivr.console import languages
from ivr.console.access import TOKEN, actor, local, needs, person, public
from ivr.console.here import here
from ivr.console.people import known_browser
from ivr.database import transaction
from ivr.people import sessions, signing_in, users
from ivr.people.audit import Action, note
from ivr.people.refused import Refused
from ivr.people.roles import Role

blueprint = Blueprint("people", __name__, template_folder="templates")


@blueprint.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    if g.person:
        return redirect(url_for("home.index"))
    return render_template("people/sign_in.html", next=local(request.args.get("next")), refused=None)


@blueprint.post("/sign-in")
@public
def signing() -> ResponseReturnValue:
    name = request.form.get("name", "")
    attempt = signing_in.Attempt(
        users.plain_name(name),
        SecretStr(request.form.get("password", "")),
        request.remote_addr or "",
        known_browser.of(request, name),
    )
    back = local(request.form.get("next"))
    try:
        found, token = signing_in.sign_in(here().ours, attempt)
    except Refused as refused:
        return render_template("people/sign_in.html", next=back, refused=refused, name=name), 422
    response = make_response(redirect(back, 303))
    _begin(token)
    known_browser.remember(response, found.name)
    return response


@blueprint.post("/sign-out")
@needs(Role.CLERK)
def sign_out() -> ResponseReturnValue:
    with transaction(here().ours) as connection:
        sessions.end(connection, session[TOKEN])
        note(connection, actor(), Action.SIGNED_OUT)
    _forget()
    return redirect(url_for("people.sign_in"), 303)


@blueprint.route("/password", methods=["GET", "POST"])
@needs(Role.CLERK)
def password() -> ResponseReturnValue:
    if request.method == "GET":
        return _password_page()
    old, new, again = (SecretStr(request.form.get(name, "")) for name in ("old", "new", "again"))
    try:
        _same(new, again)
        users.change_password(here().ours, actor(), person(), old, new)
    except Refused as refused:
        return _password_page(refused), 422
    _forget()
    flash(_("密码已修改，请用新密码登录。"))
    return redirect(url_for("people.sign_in"), 303)


@blueprint.post("/sessions/end")
@needs(Role.CLERK)
def end_other_sessions() -> ResponseReturnValue:
    with transaction(here().ours) as connection:
        sessions.end_others(connection, person(), session[TOKEN])
        note(connection, actor(), Action.SESSIONS_ENDED)
    flash(_("其他会话已结束。"))
    return redirect(url_for("people.password"), 303)


def _password_page(refused: Refused | None = None) -> str:
    others = sessions.others(here().ours, person(), session[TOKEN])
    return render_template("people/password.html", refused=refused, others=others)


def _same(new: SecretStr, again: SecretStr) -> None:
    if new != again:
        raise Refused("again", "两次输入的新密码不一样")


def _begin(token: str) -> None:
    """A new browser session: nothing that was in the old one, which somebody else may have begun, stays."""
    _forget()
    session.permanent = True
    session[TOKEN] = token


def _forget() -> None:
    chosen = languages.chosen()
    session.clear()
    languages.keep(chosen)
