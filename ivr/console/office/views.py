"""Office hours, single days and the urgent announcement; a change is what callers hear from their next call on."""

import datetime as dt
import unicodedata
from collections.abc import Callable
from pathlib import Path

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ivr.console.access import actor, needs, person
from ivr.console.here import here
from ivr.console.languages import N_, language
from ivr.console.menu.blueprint import published_by
from ivr.console.menu.publishing import Order
from ivr.console.menu.workbench import workbench
from ivr.menus.editing import office as editing
from ivr.menus.faults import TreeFault
from ivr.menus.hours import WEEK, WORKDAYS
from ivr.menus.office import parse_office
from ivr.people.audit import Action
from ivr.people.roles import Role
from ivr.simulator.preview import preview
from ivr.versions.publishing import OFFICE
from ivr.versions.version import Act

blueprint = Blueprint("office", __name__, template_folder="templates", url_prefix="/office")

FILE = Path(OFFICE)
DAYS = {
    WORKDAYS: N_("工作日和调休上班日"),
    "monday": N_("星期一"),
    "tuesday": N_("星期二"),
    "wednesday": N_("星期三"),
    "thursday": N_("星期四"),
    "friday": N_("星期五"),
    "saturday": N_("星期六"),
    "sunday": N_("星期日"),
}
LONGEST_ANNOUNCEMENT = 200


@blueprint.get("/")
@needs(Role.CLERK)
def index() -> ResponseReturnValue:
    bench = workbench()
    office = bench.office()
    now = dt.datetime.now(here().zone)
    return render_template(
        "office/index.html",
        office=office,
        now=now,
        holds=office.announcement_at(now),
        year=office.calendar_missing(now),
        days=DAYS,
        number=bench.offices.published(),
    )


@blueprint.post("/hours")
@needs(Role.ADMIN)
def hours() -> ResponseReturnValue:
    """A day that is left empty is like every other workday, or closed."""
    written = {day: _spans(request.form.get(day, "")) for day in (WORKDAYS, *WEEK) if request.form.get(day, "").strip()}
    return _changed(_("人工服务时间"), lambda text: editing.with_hours(FILE, text, written))


@blueprint.post("/days")
@needs(Role.ADMIN)
def days() -> ResponseReturnValue:
    first, last = request.form.get("first", ""), request.form.get("last", "")
    one = f"{first}..{last}" if last and last != first else first
    spans = _spans(request.form.get("spans", ""))
    return _changed(one, lambda text: editing.with_days(FILE, text, one, spans))


@blueprint.post("/days/remove")
@needs(Role.ADMIN)
def remove_days() -> ResponseReturnValue:
    one = request.form.get("days", "")
    return _changed(one, lambda text: editing.without_days(FILE, text, one))


@blueprint.post("/announcement")
@needs(Role.ADMIN)
def announce() -> ResponseReturnValue:
    words = " ".join(request.form.get("text", "").split())[:LONGEST_ANNOUNCEMENT]
    begins, until = _moment("from"), _moment("until")
    if not (words and begins and until):
        flash(_("公告要有内容、开始和结束时间。"), "bad")
        return redirect(url_for("office.index"), 303)
    return _changed(_("紧急公告"), lambda text: editing.with_announcement(FILE, text, words, begins, until))


@blueprint.post("/announcement/off")
@needs(Role.ADMIN)
def announcement_off() -> ResponseReturnValue:
    return _changed(_("停播紧急公告"), lambda text: editing.without_announcement(FILE, text))


@blueprint.get("/preview")
@needs(Role.CLERK)
def previewed() -> ResponseReturnValue:
    """What callers will hear at a moment, by what is published."""
    bench = workbench()
    at = _moment("at")
    moment = at.replace(tzinfo=here().zone) if at else dt.datetime.now(here().zone)
    service = bench.examined(bench.menus.texts(bench.published)).service
    shown, weekday = preview(service, moment) if service else None, DAYS[WEEK[moment.weekday()]]
    return render_template("office/preview.html", shown=shown, at=moment, weekday=weekday)


def _changed(note: str, change: Callable[[str], str]) -> ResponseReturnValue:
    """Publishes the changed file, if it can be read."""
    bench = workbench()
    try:
        text = change(bench.office_text())
        parse_office(text, here().zone)
    except TreeFault as fault:
        flash(_("没有修改：%(why)s", why=fault.message.said(language())), "bad")
        return redirect(url_for("office.index"), 303)
    act, instead_of = Act(person().name, note), request.form.get("instead_of", type=int)
    order = Order(
        lambda publisher: publisher.publish_office({OFFICE: text}, act, instead_of), Action.OFFICE_CHANGED, actor()
    )
    return published_by(order)


def _spans(written: str) -> list[str]:
    """Times with commas or spaces between; a full-width sign is the half-width one. `closed` or 休息 is none."""
    plain = unicodedata.normalize("NFKC", written).replace("、", ",").replace("–", "-").strip()
    if plain in {"", "closed", "休息"}:
        return []
    return [span.strip() for span in plain.split(",") if span.strip()]


def _moment(name: str) -> dt.datetime | None:
    """The office's clock, without a zone, as a browser's field gives it."""
    try:
        return dt.datetime.fromisoformat(request.args.get(name) or request.form.get(name, "")).replace(tzinfo=None)
    except ValueError:
        return None
