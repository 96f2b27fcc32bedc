"""`ivr calls`: the call log on the terminal, and as JSON for scripts."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import click
from pydantic import SecretStr
from rich.console import Console
from sqlalchemy import Engine

from ivr.database import DatabaseUnavailable, migrate, open_ours
from ivr.records.models import Outcome
from ivr.records.reading import NoSuchCall, list_calls, show_call
from ivr.records.tables import calls_table, steps_table
from ivr.records.wanted import Wanted
from ivr.secret import Pseudonymiser, SecretKeyUnusable
from ivr.settings import BadSettings, Settings, load


class Refusal(click.ClickException):
    exit_code = 2


def _tail(_context: click.Context, _parameter: click.Parameter, text: str) -> str:
    if len(text) > 4:
        raise click.BadParameter("four characters at most; --find takes a whole number without showing it")
    return text


@click.command()
@click.argument("call_id", metavar="[ID]", default="")
@click.option("--json", "as_json", is_flag=True, help="One JSON document, times in UTC.")
@click.option("--limit", type=click.IntRange(1, 100_000), default=20, show_default=True)
@click.option("--since", type=click.DateTime(), help="Calls that began then or later, by the office's clock.")
@click.option("--until", type=click.DateTime(), help="Calls that began before then.")
@click.option("--outcome", type=click.Choice(Outcome, case_sensitive=False))
@click.option("--node", default="", help="Calls that came through this node; then times are those of the node.")
@click.option("--step", default="", help="How their last step in it ended: hang_up for callers who were lost there.")
@click.option("--tree", "tree_version", default="", help="Calls of one version of the menu tree.")
@click.option("--tail", default="", callback=_tail, help="The last four of the caller's or the person's number.")
@click.option("--find", is_flag=True, help="Asks for a whole telephone, ID or case number, without showing it.")
def calls(call_id: str, as_json: bool, find: bool, **narrowing: Any) -> None:
    """Lists calls, the newest first, or shows the one whose ID begins so."""
    try:
        settings = load()
        if call_id:
            _show_one(settings, call_id, as_json)
        else:
            _show_several(settings, _wanted(settings, find, **narrowing), as_json)
    except (BadSettings, DatabaseUnavailable, SecretKeyUnusable, NoSuchCall) as error:
        raise Refusal(str(error)) from None


def _wanted(settings: Settings, find: bool, since: datetime | None, until: datetime | None, **narrowing: Any) -> Wanted:
    if narrowing["step"] and not narrowing["node"]:
        raise click.UsageError("--step belongs to --node: give both")
    zone = ZoneInfo(settings.timezone)
    begin, end = since and since.replace(tzinfo=zone), until and until.replace(tzinfo=zone)
    return Wanted(since=begin, until=end, hmac=_asked_for(settings) if find else "", **narrowing)


def _asked_for(settings: Settings) -> str:
    """Asked at the terminal: what stands in a command line can be read by every user of the machine."""
    number = SecretStr(click.prompt("Telephone, ID or case number", hide_input=True, err=True))
    return Pseudonymiser(settings.home).of(number)


def _show_several(settings: Settings, wanted: Wanted, as_json: bool) -> None:
    found = list_calls(_ours(settings), wanted).calls
    if as_json:
        _print_json([asdict(call) for call in found])
    elif found:
        _console().print(calls_table(found, ZoneInfo(settings.timezone)))
    else:
        click.echo("No such calls.")


def _show_one(settings: Settings, id_prefix: str, as_json: bool) -> None:
    shown = show_call(_ours(settings), id_prefix)
    if as_json:
        steps = [asdict(step) for step in shown.steps]
        _print_json(asdict(shown.call) | {"steps": steps, "cases": shown.cases})
        return
    zone = ZoneInfo(settings.timezone)
    _console().print(calls_table([shown.call], zone), steps_table(shown.steps, zone))


def _ours(settings: Settings) -> Engine:
    engine = open_ours(settings)
    migrate(engine)
    return engine


def _print_json(document: object) -> None:
    click.echo(json.dumps(document, default=datetime.isoformat, ensure_ascii=False, indent=2))


def _console() -> Console:
    """Without markup: a square bracket in the log is a square bracket."""
    return Console(markup=False, highlight=False)
