"""Reports for supervisors: how calls went, where callers leave, and the tables as files."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Engine

from ivr.console.access import needs
from ivr.console.here import here
from ivr.console.languages import language
from ivr.console.reports import showing
from ivr.console.reports.asked import BadQuestion, asked, in_address, spans
from ivr.people.roles import Role
from ivr.records.reports.nodes import node_figures
from ivr.records.reports.reading import read_funnel, read_report, read_visits
from ivr.records.reports.report import Report, Visits, Wanted
from ivr.records.reports.tables.every import call_tables, node_tables, tables
from ivr.records.reports.tables.of_nodes import place
from ivr.records.reports.tables.table import ReportTable
from ivr.records.sheets import CSV, XLSX, to_csv, to_xlsx
from ivr.versions.titles import titles

Seen = TypeVar("Seen", bound=Visits)
Read = Callable[[Engine, Wanted, ZoneInfo], Seen]

blueprint = Blueprint("reports", __name__, template_folder="templates", static_folder=None, url_prefix="/reports")


@blueprint.get("/")
@needs(Role.SUPERVISOR)
def index() -> ResponseReturnValue:
    report, refused = _asked(read_report)
    seen = {"tables": call_tables(report)}
    return render_template("reports/calls.html", **seen, **_common(report, refused)), 400 if refused else 200


@blueprint.get("/nodes")
@needs(Role.SUPERVISOR)
def nodes() -> ResponseReturnValue:
    visits, refused = _asked(read_visits)
    seen = {"seen": node_figures(visits), "tables": node_tables(visits, _titles(visits))}
    return render_template("reports/nodes.html", **seen, **_common(visits, refused)), 400 if refused else 200


@blueprint.get("/nodes/<node>")
@needs(Role.SUPERVISOR)
def one_node(node: str) -> ResponseReturnValue:
    visits, refused = _asked(read_visits)
    seen = {
        "node": node,
        "found": next((one for one in node_figures(visits) if one.node == node), None),
        "funnel": read_funnel(here().ours, visits.wanted, here().zone, node),
        "tables": node_tables(visits, _titles(visits)),
    }
    return render_template("reports/node.html", **seen, **_common(visits, refused)), 400 if refused else 200


@blueprint.get("/<key>.csv")
@needs(Role.SUPERVISOR)
def as_csv(key: str) -> ResponseReturnValue:
    table = _tables(_for_a_file()).get(key) or abort(404)
    return _file(Response(to_csv(table.sheet(language()), here().zone), content_type=CSV), f"{key}.csv")


@blueprint.get("/report.xlsx")
@needs(Role.SUPERVISOR)
def as_excel() -> ResponseReturnValue:
    sheets = [table.sheet(language()) for table in _tables(_for_a_file()).values()]
    return _file(Response(to_xlsx(sheets, here().zone), content_type=XLSX), "report.xlsx")


def _today() -> date:
    return datetime.now(UTC).astimezone(here().zone).date()


def _asked(read: Read[Seen]) -> tuple[Seen, str]:
    """What was asked for; of the last seven days, with the reason, when that can't be."""
    refused = ""
    try:
        wanted = asked(request.args, _today())
    except BadQuestion as why:
        wanted, refused = asked({}, _today()), str(why)
    return read(here().ours, wanted, here().zone), refused


def _for_a_file() -> Report:
    try:
        return read_report(here().ours, asked(request.args, _today()), here().zone)
    except BadQuestion as why:
        abort(400, str(why))


def _tables(report: Report) -> dict[str, ReportTable]:
    return tables(report, _titles(report))


def _titles(visits: Visits) -> Mapping[str, str]:
    return titles(here().ours, here().settings.dialplan, visits.wanted.tree_version)


def _common(report: Visits, refused: str) -> dict[str, Any]:
    names = _titles(report)
    return {
        "report": report,
        "refused": refused,
        "titles": names,
        "spans": list(spans(_today())),
        "here": in_address(report.wanted),
        "said": showing.said,
        "shown": showing.shown,
        "part": showing.part,
        "place": lambda name: place(name, names),
    }


def _file(response: Response, name: str) -> Response:
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
