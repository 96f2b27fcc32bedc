"""The pages' blueprint, and what every one of their templates may use."""

import atexit
from typing import cast

from flask import Blueprint, abort, current_app, flash, make_response, redirect, render_template, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ivr.console.here import Here
from ivr.console.menu import words
from ivr.console.menu.publishing import Order, Publishing
from ivr.console.menu.samples import Samples
from ivr.console.menu.simulations import Simulations
from ivr.console.menu.sound import Sounds
from ivr.console.menu.workbench import Workbench, workbench
from ivr.versions.drafts import Draft, NoSuchDraft
from ivr.versions.version import NothingPublished

LARGEST_NUMBER = 2**31 - 1
"""That a database takes for one."""

blueprint = Blueprint("menu", __name__, template_folder="templates", url_prefix="/menu")


@blueprint.record_once
def _set_up(state: BlueprintSetupState) -> None:
    here: Here = state.app.extensions["here"]
    state.app.extensions["workbench"] = Workbench(here.settings, here.ours)
    state.app.extensions["publishing"] = Publishing(here.settings, here.ours)
    sounds = state.app.extensions["sounds"] = Sounds(here.settings)
    atexit.register(sounds.close)  # what somebody heard lies in memory until then
    state.app.extensions["samples"] = Samples(here.settings.dialplan)
    state.app.extensions["simulations"] = Simulations(here.settings)


def publishing() -> Publishing:
    return cast("Publishing", current_app.extensions["publishing"])


def published_by(order: Order) -> ResponseReturnValue:
    """The page that tells how far it is; also when another one is going on."""
    if not publishing().start(order):
        flash(_("正在发布另一版，请等它完成。"), "bad")
    return redirect(url_for("menu.publishing_now"), 303)


def sounds() -> Sounds:
    return cast("Sounds", current_app.extensions["sounds"])


def samples() -> Samples:
    return cast("Samples", current_app.extensions["samples"])


def simulations() -> Simulations:
    return cast("Simulations", current_app.extensions["simulations"])


def draft_or_404(draft_id: int) -> Draft:
    if draft_id > LARGEST_NUMBER:
        abort(404)
    try:
        return workbench().drafts.draft(draft_id)
    except NoSuchDraft:
        abort(404)


@blueprint.app_errorhandler(NothingPublished)
def _nothing(_fault: NothingPublished) -> ResponseReturnValue:
    return make_response(render_template("error.html", code=404, told=_("还没有发布过。")), 404)


@blueprint.context_processor
def _vocabulary() -> dict[str, object]:
    return {"kinds": words.KINDS, "choices": words.CHOICES, "places": words.PLACES, "rules": words.RULES}
