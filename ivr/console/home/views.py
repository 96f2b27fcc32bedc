"""The page that somebody sees first: what they may do here."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from ivr.console.access import needs
from ivr.people.roles import Role

blueprint = Blueprint("home", __name__, template_folder="templates")


@blueprint.get("/")
@needs(Role.CLERK)
def index() -> ResponseReturnValue:
    return render_template("home/index.html")
