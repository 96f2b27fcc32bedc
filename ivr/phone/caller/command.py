"""`ivr call`: a test call from the terminal, for whoever has no telephone at hand."""

import asyncio
import json
import re
from pathlib import Path

import click
from pydantic import SecretStr
from rich.console import Console
from rich.table import Table

from ivr.benefits.demo import DemoRefused, demo_people
from ivr.benefits.theirs import benefits_url
from ivr.phone.caller.call import place
from ivr.phone.caller.errors import BadPlan, CallFailed
from ivr.phone.caller.hand import Person
from ivr.phone.caller.keys import BadKeys, Step, needs_person, parse
from ivr.phone.caller.plan import CallPlan
from ivr.phone.caller.report import CallReport
from ivr.settings import Settings

_CHINESE = (
    (r"ringing", "振铃"),
    (r"answered", "接通"),
    (r"the system speaks", "系统开始说话"),
    (r"the system stops", "系统停止说话"),
    (r"the caller hangs up", "来电方挂机"),
    (r"the system hangs up", "系统挂机"),
    (r"key (.)", r"按键 \1"),
    (r"words", "说话"),
    (r"(\d+) keys of ID", r"按身份证号，\1 键"),
    (r"(\d+) keys of PIN", r"按查询密码，\1 键"),
    (r"(\d+) packets? of sound lost", r"丢失 \1 个语音包"),
    (r"nothing new heard for (\d+) s", r"\1 秒没有听到新的声音"),
)


_LISTEN = click.FloatRange(0, 3600)
_HOW_TO_WRITE_KEYS = """Keys are pressed when a new prompt is heard: "1 1 1 ID 1 PIN". Joined by + they follow at once:
"1+1+1". ~ hears the prompt out, w2.5 waits 2.5 seconds; ID and PIN are those of --person. say:FILE says a recording."""


class Refusal(click.ClickException):
    exit_code = 2


class _Keys(click.ParamType[tuple[Step, ...]]):
    name = "line"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[Step, ...]:
        try:
            return parse(str(value))
        except BadKeys as error:
            self.fail(str(error), param, ctx)


@click.command(epilog=_HOW_TO_WRITE_KEYS)
@click.option("--keys", type=_Keys(), default="", help='What to press, as "1 1 1 ID 1 PIN".')
@click.option(
    "--person",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Whose ID and PIN: a line of `ivr demo-people`.",
)
@click.option("--record", type=click.Path(path_type=Path), help="A WAV file for what the caller hears.")
@click.option("--json", "as_json", is_flag=True, help="The timeline for scripts.")
@click.option("--listen", default=30.0, show_default=True, type=_LISTEN, help="How long to stay after the last key.")
@click.option("--from", "caller", default="anonymous", show_default=True, help="The number to call from.")
@click.option("--number", default="12333", show_default=True, help="The number to call.")
@click.pass_obj
def call(  # noqa: PLR0913, PLR0917  # one for each option
    settings: Settings,
    keys: tuple[Step, ...],
    person: int,
    record: Path | None,
    as_json: bool,
    listen: float,
    caller: str,
    number: str,
) -> None:
    """Call the running system, press keys and show what happened when."""
    try:
        plan = CallPlan(
            host=_reachable(settings.bind),
            port=settings.sip_port,
            number=number,
            caller_number=caller,
            keys=keys,
            person=_somebody(settings, person) if needs_person(keys) else None,
            record_to=record,
            listen_seconds=listen,
            limit_seconds=600 + listen,
        )
        with Console(stderr=True).status("通话中 on the line"):
            report = asyncio.run(place(plan))
    except (CallFailed, DemoRefused) as error:
        raise Refusal(str(error)) from None
    if as_json:
        click.echo(json.dumps(report.summary(), ensure_ascii=False, indent=2))
    else:
        _show(report)


def _reachable(bind: str) -> str:
    return "127.0.0.1" if bind == "0.0.0.0" else bind  # noqa: S104  # compared, not listened on


def _somebody(settings: Settings, number: int) -> Person:
    people = demo_people(benefits_url(settings), number)
    if len(people) < number:
        raise BadPlan(f"the demo has {len(people)} people; give --person a number up to that")
    return Person(SecretStr(people[-1].id_number), SecretStr(people[-1].pin))


def _show(report: CallReport) -> None:
    table = Table("秒 seconds", "发生了什么", "what happened")
    for moment in report.timeline:
        table.add_row(f"{moment.at:.2f}", in_chinese(moment.what), moment.what)
    console = Console(markup=False, highlight=False)
    console.print(table)
    if report.recording:
        console.print(f"录音 recording: {report.recording}", soft_wrap=True)


def in_chinese(what: str) -> str:
    """A moment of a timeline, for a clerk."""
    for pattern, chinese in _CHINESE:
        if match := re.fullmatch(pattern, what):
            return match.expand(chinese)
    return what
