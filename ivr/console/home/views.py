"""The page that somebody sees first: what they may do here."""

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from ivr.console.access import needs, person
from ivr.console.health.parts import parts_of
from ivr.console.health.watching import watching_of
from ivr.people.roles import Role

blueprint = Blueprint("home", __name__, template_folder="templates")


@blueprint.get("/")
@needs(Role.CLERK)
def index() -> ResponseReturnValue:
    parts = parts_of(watching_of(current_app).parts()) if person().role.may(Role.SUPERVISOR) else ()
    return render_template("home/index.html", parts=parts)
