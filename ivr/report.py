"""`ivr report`: the figures of some days for the terminal, for spreadsheets and for scripts."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine

from ivr.database import migrate, open_ours
from ivr.records.reports.counting import count_some
from ivr.records.reports.reading import read_report
from ivr.records.reports.report import BadRange, Report, Wanted
from ivr.records.reports.tables.every import tables
from ivr.records.reports.tables.table import Kind, ReportTable, Value
from ivr.records.reports.words import Words
from ivr.records.sheets import to_csv, to_xlsx
from ivr.settings import Settings
from ivr.versions.titles import titles

ON_THE_TERMINAL = ("figures", "days", "outcomes", "courses", "nodes", "lookups", "scores")
_DAY = click.DateTime(["%Y-%m-%d"])
_FILE = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.command("report")
@click.option("--from", "first", type=_DAY, help="The first day, by the office's calendar; today when not given.")
@click.option("--to", "last", type=_DAY, help="The last day; the first one when not given.")
@click.option("--tree-version", default="", help="Only calls that used this version of the menus.")
@click.option("--voice/--keys", "spoke", default=None, help="Only callers who spoke, or who used nothing but keys.")
@click.option("--english", is_flag=True, help="Names in English.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.option("--csv", "csv", type=_FILE, help="Write one table to this file.")
@click.option("--table", "table", default="days", show_default=True, help="Which one --csv writes.")
@click.option("--xlsx", "xlsx", type=_FILE, help="Write all tables to this Excel file.")
@click.pass_obj
def command(  # noqa: PLR0913  # one for each option
    settings: Settings,
    *,
    first: datetime | None,
    last: datetime | None,
    tree_version: str,
    spoke: bool | None,
    english: bool,
    as_json: bool,
    csv: Path | None,
    table: str,
    xlsx: Path | None,
) -> None:
    """Count the calls of some days: how many, how they ended, where callers left, which look-ups failed."""
    zone, language = ZoneInfo(settings.timezone), "en" if english else "zh"
    ours = open_ours(settings)
    report = _report(ours, _wanted(zone, first, last, tree_version, spoke), zone)
    made = tables(report, titles(ours, settings.dialplan, tree_version))
    if table not in made:
        raise click.BadParameter(f"write one of {', '.join(made)}", param_hint="--table")
    if csv:
        _write(csv, to_csv(made[table].sheet(language), zone))
    if xlsx:
        _write(xlsx, to_xlsx([one.sheet(language) for one in made.values()], zone))
    if as_json:
        click.echo(json.dumps(_document(report, made), ensure_ascii=False, indent=2))
    elif not (csv or xlsx):
        for key in ON_THE_TERMINAL:
            Console(markup=False, highlight=False).print(shown(made[key], language))


def _wanted(
    zone: ZoneInfo, first: datetime | None, last: datetime | None, tree_version: str, spoke: bool | None
) -> Wanted:
    begin = first.date() if first else datetime.now(UTC).astimezone(zone).date()
    try:
        return Wanted(begin, last.date() if last else begin, tree_version, spoke)
    except BadRange as fault:
        raise click.BadParameter(str(fault), param_hint="--from, --to") from None


def _report(ours: Engine, wanted: Wanted, zone: ZoneInfo) -> Report:
    migrate(ours)
    _count(ours, zone)
    return read_report(ours, wanted, zone)


def _count(ours: Engine, zone: ZoneInfo) -> None:
    """Where no console runs that does it."""
    while count_some(ours, zone):
        pass


def _write(file: Path, pieces: Iterator[bytes]) -> None:
    try:
        with file.open("wb") as out:
            out.writelines(pieces)
    except OSError as error:
        raise click.FileError(str(file), error.strerror or "") from None


def _document(report: Report, made: dict[str, ReportTable]) -> dict[str, object]:
    asked = report.wanted
    return {
        "first": asked.first.isoformat(),
        "last": asked.last.isoformat(),
        "tree_version": asked.tree_version,
        "spoke": asked.spoke,
        "tables": {key: table.document() for key, table in made.items()},
    }


def shown(table: ReportTable, language: str) -> Table:
    """Without the definitions, which a terminal is too narrow for."""
    view = Table(title=table.name.said(language), title_justify="left")
    places = [place for place, column in enumerate(table.columns) if column.key != "meaning"]
    for column in (table.columns[place] for place in places):
        view.add_column(column.name.said(language), justify="left" if column.kind is Kind.TEXT else "right")
    for row in table.rows:
        view.add_row(*(_text(row[place], language) for place in places))
    return view


def _text(value: Value, language: str) -> str:
    match value:
        case None:
            return ""
        case Words():
            return value.said(language)
        case float():
            return f"{value:.1%}"
        case date():
            return value.isoformat()
    return str(value)
