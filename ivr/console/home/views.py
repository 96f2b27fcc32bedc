"""The page that somebody sees first: what they may do here."""

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from ivr.console.access import needs, person
from ivr.console.health.watching import watching_of
from ivr.console.languages import N_
from ivr.people.roles import Role

PARTS = {
    "database": N_("数据库"),
    "asterisk": N_("电话交换"),
    "worker": N_("应答进程"),
    "benefits": N_("待遇数据库"),
    "recogniser": N_("语音识别"),
}
"""By the words of `ivr/phone/health.py`."""

blueprint = Blueprint("home", __name__, template_folder="templates")


@blueprint.get("/")
@needs(Role.CLERK)
def index() -> ResponseReturnValue:
    parts = watching_of(current_app).parts() if person().role.may(Role.SUPERVISOR) else {}
    return render_template("home/index.html", parts=parts)


@blueprint.app_template_filter("part")
def _part(name: str) -> str:
    kind, _, number = name.partition(" ")
    return f"{gettext(PARTS[kind])} {number}".strip()
