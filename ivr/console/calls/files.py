"""What the pages show, as files: the calls that were found, and the steps of one."""

from collections.abc import Iterable, Iterator

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ivr.console.access import audit, needs
from ivr.console.calls import asking, words
from ivr.console.calls.finding import found, looked_at, number_wanted
from ivr.console.calls.strip import strip
from ivr.console.here import here
from ivr.people.audit import Action
from ivr.people.refused import Refused
from ivr.people.roles import Role
from ivr.records.models import Outcome
from ivr.records.reading import CallSeen, CallShown, every_call
from ivr.records.sheets import CSV, XLSX, Cell, Sheet, to_csv, to_xlsx
from ivr.versions.titles import Titles, titles

MOST = {"csv": 50_000, "xlsx": 20_000}
"""Calls in one file: Excel's takes ten seconds to make. More is a question for a report."""

blueprint = Blueprint("call_files", __name__, url_prefix="/calls")


@blueprint.get("/calls.<any(csv, xlsx):kind>")
@needs(Role.SUPERVISOR)
def calls(kind: str) -> ResponseReturnValue:
    asked = asking.read(request.args)
    try:
        wanted = asking.wanted(asked, here().zone, number_wanted(), limit=MOST[kind])
    except Refused:  # the page says what is wrong with it
        return redirect(url_for("calls.index", **asked.arguments), 303)
    audit(Action.CALLS_TAKEN, " ".join(f"{name}={value}" for name, value in asked.arguments.items()))
    return _file("calls", kind, _calls_sheet(every_call(here().ours, wanted)))


@blueprint.get("/<call_id>/steps.<any(csv, xlsx):kind>")
@needs(Role.SUPERVISOR)
def steps(call_id: str, kind: str) -> ResponseReturnValue:
    shown = found(call_id)
    looked_at(call_id)
    names = titles(here().ours, here().settings.dialplan, shown.call.tree_version)
    return _file(f"call-{call_id[:8]}", kind, _steps_sheet(shown, names))


def _file(name: str, kind: str, sheet: Sheet) -> Response:
    """Sent while it is read, so that a large one is nowhere as a whole."""
    body, content_type = (to_csv(sheet, here().zone), CSV) if kind == "csv" else (to_xlsx([sheet], here().zone), XLSX)
    return Response(
        body, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    )


def _calls_sheet(found: Iterable[CallSeen]) -> Sheet:
    """Its words are looked up here: while it is sent nobody knows the reader's language any more."""
    outcomes: dict[str, str] = {outcome: words.outcome(outcome) for outcome in Outcome}
    columns = (
        _("编号"),
        _("开始"),
        _("接通"),
        _("结束"),
        _("秒"),
        _("来电号码"),
        _("证件号"),
        _("菜单版本"),
        _("步数"),
        _("结果"),
    )
    return Sheet(_("通话"), columns, _call_rows(found, outcomes, _(words.RUNNING)))


def _call_rows(found: Iterable[CallSeen], outcomes: dict[str, str], running: str) -> Iterator[tuple[Cell, ...]]:
    for call in found:
        seconds = round((call.ended_at - call.started_at).total_seconds(), 1) if call.ended_at else None
        yield (
            call.id,
            call.started_at,
            call.answered_at,
            call.ended_at,
            seconds,
            call.caller,
            call.person,
            call.tree_version,
            call.steps,
            outcomes[call.outcome] if call.outcome else running,
        )


def _steps_sheet(shown: CallShown, names: Titles) -> Sheet:
    columns = (
        _("步骤"),
        _("时间"),
        _("开始（秒）"),
        _("节点"),
        _("名称"),
        _("方式"),
        _("按键"),
        _("听到"),
        _("把握"),
        _("结果"),
        _("毫秒"),
    )
    return Sheet(_("步骤"), columns, list(_step_rows(shown, names)))


def _step_rows(shown: CallShown, names: Titles) -> Iterator[tuple[Cell, ...]]:
    for bar in strip(shown):
        step = bar.step
        yield (
            step.n,
            step.at,
            round(bar.begins, 1),
            step.node,
            names.get(step.node, ""),
            _(words.INPUTS[step.input]),
            step.pressed,
            step.heard,
            step.score,
            _(words.STEPS[step.outcome]) if step.outcome in words.STEPS else step.outcome,
            step.milliseconds,
        )
