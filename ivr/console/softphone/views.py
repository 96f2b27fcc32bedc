"""The page with the keypad, and beside it what the call log says of its call."""

from contextlib import suppress

from flask import Blueprint, abort, current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from ivr.benefits.demo import DemoPerson, DemoRefused, demo_people
from ivr.benefits.theirs import benefits_url
from ivr.console.access import needs
from ivr.console.calls.finding import found
from ivr.console.calls.views import parts
from ivr.console.health.watching import watching_of
from ivr.console.here import here
from ivr.console.live.live import switch_of
from ivr.console.own_pages import is_own_page, name_call, own_call, telephone
from ivr.people.roles import Role

DEMO_PEOPLE = 2

blueprint = Blueprint("softphone", __name__, template_folder="templates", url_prefix="/phone")


@blueprint.get("/")
@needs(Role.CLERK)
def index() -> ResponseReturnValue:
    listens = watching_of(current_app).parts().get("recogniser", False)
    return render_template("softphone/index.html", telephone=telephone(), people=_people(), listens=listens)


@blueprint.get("/page/<name>")
@needs(Role.CLERK)
def page(name: str) -> ResponseReturnValue:
    """Asks again until the application has taken the page's call."""
    if not is_own_page(name):
        abort(404)
    call = next((one.call for one in switch_of(current_app).channels() if one.page == name and one.call), None)
    if call is None:
        return render_template("softphone/waiting.html", name=name)
    return _timeline(call)


@blueprint.get("/call/<name>")
@needs(Role.CLERK)
def call(name: str) -> ResponseReturnValue:
    own = own_call(name)
    if own is None:
        abort(404)
    return _timeline(own)


def _timeline(call_id: str) -> str:
    again = url_for("softphone.call", name=name_call(call_id))
    return render_template("calls/timeline.html", **parts(found(call_id)), again=again)


def _people() -> list[DemoPerson]:
    """Whom one can try the service as, while the benefits database is the demo's and answers."""
    settings = here().settings
    if settings.benefits_url.get_secret_value():
        return []
    with suppress(DemoRefused):
        return demo_people(benefits_url(settings), DEMO_PEOPLE)
    return []
