"""Users: the list, a new one, and what can be changed of each."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from ivr.console.access import actor, needs
from ivr.console.here import here
from ivr.people import users
from ivr.people.refused import Refused
from ivr.people.roles import Role

blueprint = Blueprint("users", __name__, template_folder="templates", url_prefix="/users")


@blueprint.get("/")
@needs(Role.ADMIN)
def index() -> ResponseReturnValue:
    return _list()


@blueprint.post("/")
@needs(Role.ADMIN)
def add() -> ResponseReturnValue:
    password = users.add(here().ours, actor(), request.form.get("name", ""), _role())
    name = users.plain_name(request.form["name"])
    return render_template("people/one_time.html", name=name, password=password.get_secret_value())


@blueprint.post("/<name>/role")
@needs(Role.ADMIN)
def role(name: str) -> ResponseReturnValue:
    users.set_role(here().ours, actor(), _find(name), _role())
    flash(_("已更改 %(name)s 的角色。", name=name))
    return redirect(url_for("users.index"), 303)


@blueprint.post("/<name>/disable")
@needs(Role.ADMIN)
def disable(name: str) -> ResponseReturnValue:
    users.disable(here().ours, actor(), _find(name))
    flash(_("%(name)s 已停用，其会话已经结束。", name=name))
    return redirect(url_for("users.index"), 303)


@blueprint.post("/<name>/enable")
@needs(Role.ADMIN)
def enable(name: str) -> ResponseReturnValue:
    users.enable(here().ours, actor(), _find(name))
    flash(_("%(name)s 已启用。", name=name))
    return redirect(url_for("users.index"), 303)


@blueprint.post("/<name>/password")
@needs(Role.ADMIN)
def password(name: str) -> ResponseReturnValue:
    found = _find(name)
    fresh = users.reset_password(here().ours, actor(), found)
    return render_template("people/one_time.html", name=found.name, password=fresh.get_secret_value())


@blueprint.errorhandler(Refused)
def _refused(refused: Refused) -> ResponseReturnValue:
    return _list(refused), 422


def _list(refused: Refused | None = None) -> str:
    everybody = users.everybody(here().ours)
    return render_template("people/users.html", everybody=everybody, roles=list(Role), refused=refused)


def _find(name: str) -> users.Person:
    try:
        return users.find(here().ours, name)
    except Refused:
        raise NotFound from None


def _role() -> Role:
    try:
        return Role(request.form.get("role", ""))
    except ValueError:
        raise Refused("role", "请选一个角色") from None
