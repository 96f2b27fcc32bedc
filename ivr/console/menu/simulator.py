"""A call with a draft, in the page: the engine that callers have, on a clock that does not run by itself."""

import datetime as dt

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ivr.benefits.demo import DemoRefused
from ivr.console.access import needs, person
from ivr.console.here import here
from ivr.console.menu.blueprint import blueprint, draft_or_404, simulations
from ivr.console.menu.hearing import spoken
from ivr.console.menu.simulations import Full, Gone, Simulation, Wanted
from ivr.console.menu.workbench import workbench
from ivr.dialog.entries import is_telephone
from ivr.people.roles import Role
from ivr.simulator.keys import check_keys
from ivr.simulator.session import BadInput, Heard
from ivr.spoken.utterance import Rate

CALLER = "13812345678"
LONGEST_LINE = 100


@blueprint.get("/drafts/<int:draft_id>/simulator")
@needs(Role.CLERK)
def simulator(draft_id: int) -> ResponseReturnValue:
    draft = draft_or_404(draft_id)
    now = dt.datetime.now(here().zone)
    return render_template(
        "menu/simulator.html", draft=draft, examined=workbench().examined(draft.texts), now=now, caller=CALLER
    )


@blueprint.post("/drafts/<int:draft_id>/simulator")
@needs(Role.CLERK)
def simulate(draft_id: int) -> ResponseReturnValue:
    draft = draft_or_404(draft_id)
    examined = workbench().examined(draft.texts)
    back = redirect(url_for("menu.simulator", draft_id=draft_id), 303)
    caller = request.form.get("caller", "").strip()
    if examined.service is None or examined.errors or (caller and not is_telephone(caller)):
        flash(_("先改好草稿里的错误，并填写一个电话号码或留空。"), "bad")
        return back
    wanted = Wanted(draft_id, _moment(), caller, "demo" in request.form)
    try:
        name = simulations().begin(person().name, wanted, examined.service)
    except Full:
        flash(_("同时模拟的通话太多，请过一会儿再试。"), "bad")
        return back
    except DemoRefused:
        flash(_("这台机器上没有示例人员：请不选它再试。"), "bad")
        return back
    return redirect(url_for("menu.simulated", name=name), 303)


@blueprint.get("/simulator/<name>")
@needs(Role.CLERK)
def simulated(name: str) -> ResponseReturnValue:
    return _page(name, _found(name))


@blueprint.post("/simulator/<name>")
@needs(Role.CLERK)
def act(name: str) -> ResponseReturnValue:
    found, line = _found(name), request.form.get("key") or request.form.get("line", "")
    with found.lock:
        try:
            if "hang_up" in request.form:
                found.session.driver.hang_up()
            elif not found.session.driver.over:
                found.type(_checked(line[:LONGEST_LINE]))
        except (BadInput, ValueError):
            flash(_("这里可以输入：按键 0-9 * #，汉字，{id}、{pin}，或 w2.5（等 2.5 秒）。"), "bad")
    if "HX-Request" in request.headers:
        return _page(name, found)
    return redirect(url_for("menu.simulated", name=name), 303)


@blueprint.get("/simulator/<name>/sounds/<int:number>")
@needs(Role.CLERK)
def sound(name: str, number: int) -> ResponseReturnValue:
    events = _found(name).session.events
    event = events[number] if number < len(events) else None
    if not isinstance(event, Heard):
        abort(404)
    return spoken(event.said.utterance, event.said.rate)


def _page(name: str, found: Simulation) -> str:
    draft = draft_or_404(found.draft)
    with found.lock:
        driver, state = found.session.driver, found.session.driver.turn.state
        return render_template(
            "menu/simulated.html",
            name=name,
            draft=draft,
            examined=workbench().examined(draft.texts),
            said=list(found.transcript()),
            over=driver.over,
            now=driver.now,
            state=state,
            title=found.service.tree.nodes[state.node].title,
            slow=state.rate is Rate.SLOW,
        )


def _found(name: str) -> Simulation:
    try:
        return simulations().of(person().name, name)
    except Gone:
        abort(404)


def _checked(line: str) -> str:
    """Raises ValueError for braces around what is nobody's."""
    if "{" in line:
        check_keys(line)
    return line


def _moment() -> dt.datetime:
    """By the office's clock; now where it can't be read."""
    try:
        at = dt.datetime.fromisoformat(request.form.get("at", ""))
    except ValueError:
        return dt.datetime.now(here().zone)
    return at.replace(tzinfo=here().zone)
