"""The command `ivr`: runs the system, fills it, calls it, and looks into it."""

import json
import sys
from dataclasses import asdict

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from ivr import running
from ivr.bench.command import bench
from ivr.bench.route import NoRoute
from ivr.bench.system import BenchFailed
from ivr.benefits.demo import DemoRefused, demo_people
from ivr.benefits.sqlfile import BadQuery
from ivr.benefits.theirs import benefits_url
from ivr.check import command as check
from ivr.database import DatabaseUnavailable
from ivr.doctor import examine, findings_table
from ivr.log import LogUnwritable, set_up
from ivr.menus.faults import TreeFault
from ivr.phone.asterisk import AsteriskDidNotStart
from ivr.phone.caller.command import call
from ivr.phone.fastagi import CannotListen
from ivr.phone.install import AsteriskNotInstalled, install_asterisk
from ivr.phone.installation import AsteriskMissing, find_asterisk
from ivr.phone.workers import CannotStart
from ivr.records.command import calls
from ivr.secret import SecretKeyUnusable
from ivr.settings import BadSettings, Settings, load
from ivr.simulator.command import command as simulate
from ivr.simulator.preview import command as preview
from ivr.speech.install import install_voice
from ivr.speech.packages import InstallFailed
from ivr.speech.synthesizer import VoiceError

MENDABLE = (
    AsteriskDidNotStart,
    AsteriskMissing,
    AsteriskNotInstalled,
    BadQuery,
    BadSettings,
    BenchFailed,
    CannotListen,
    CannotStart,
    DatabaseUnavailable,
    DemoRefused,
    InstallFailed,
    LogUnwritable,
    NoRoute,
    SecretKeyUnusable,
    TreeFault,
    VoiceError,
)
"""What whoever runs the system can mend. The message says how; the exit status is 2."""


def main() -> None:
    """The program's entry: a fault that can be mended is one clear line, not a traceback."""
    try:
        ivr(standalone_mode=False)
    except MENDABLE as fault:
        click.echo(str(fault), err=True)
        sys.exit(2)
    except click.ClickException as fault:
        fault.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def ivr(context: click.Context) -> None:
    """人社 12333 语音查询系统 · the voice inquiry system of a social-security hotline."""
    context.obj = load()


@ivr.command()
@click.pass_obj
def run(settings: Settings) -> None:
    """Start the whole system; Ctrl-C stops it."""
    set_up(settings)
    running.run_system(settings, Console())


@ivr.command()
@click.option(
    "--workers", type=click.IntRange(1, 32), help="So many processes, each on a port of its own from IVR_AGI_PORT on."
)
@click.option("--worker", type=click.IntRange(0, 31), hidden=True, help="Be one of them.")
@click.pass_obj
def serve(settings: Settings, workers: int | None, worker: int | None) -> None:
    """Answer calls for an Asterisk that runs elsewhere; `ivr run` starts both."""
    set_up(settings)
    if worker is not None:
        running.serve_calls(settings, worker)
    else:
        running.serve_by_workers(settings.model_copy(update={"workers": workers or settings.workers}))


@ivr.command()
@click.pass_obj
def install(settings: Settings) -> None:
    """Install what the Python packages do not bring: Asterisk and the voice."""
    try:
        find_asterisk(settings.software_dir)
    except AsteriskMissing:
        install_asterisk(settings.software_dir / "asterisk")
        find_asterisk(settings.software_dir)
    with Progress(console=Console(stderr=True)) as progress:
        install_voice(settings.software_dir / "voice", progress)


@ivr.command()
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
@click.pass_obj
def doctor(settings: Settings, *, as_json: bool) -> None:
    """Say what is present, what is missing, and what that costs callers; exit status 1 when something is missing."""
    findings = list(examine(settings))
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2))
    else:
        Console().print(findings_table(findings))
    sys.exit(0 if all(finding.present for finding in findings) else 1)


@ivr.command("demo-data")
@click.option("--people", default=running.DEMO_PEOPLE, show_default=True, type=click.IntRange(1, 4_985_000))
@click.option("--replace", is_flag=True, help="Make a demo anew that is already there.")
@click.pass_obj
def demo_data(settings: Settings, people: int, *, replace: bool) -> None:
    """Fill the benefits database with fictitious people."""
    running.fill_demo(settings, people, replace=replace)


@ivr.command("demo-people")
@click.option("--json", "as_json", is_flag=True, help="For scripts, with what each should hear.")
@click.option("--count", default=10, show_default=True, type=click.IntRange(1, 1000))
@click.pass_obj
def people(settings: Settings, count: int, *, as_json: bool) -> None:
    """Show some of the demo's people with ID and PIN."""
    found = demo_people(benefits_url(settings), count)
    if as_json:
        click.echo(json.dumps([asdict(person) for person in found], ensure_ascii=False, indent=2))
        return
    table = Table("", "姓名 name", "身份证 ID", "密码 PIN", "状态 status")
    for number, person in enumerate(found, start=1):
        table.add_row(str(number), person.name, person.id_number, person.pin, person.status)
    Console().print(table)


@ivr.group()
def prompts() -> None:
    """The fixed wording's audio."""


@prompts.command()
@click.pass_obj
def render(settings: Settings) -> None:
    """Speak every prompt that is new or changed, and forget those that are no longer used."""
    click.echo(running.render_prompts(settings))


ivr.add_command(bench)
ivr.add_command(calls)
ivr.add_command(check)
ivr.add_command(call)
ivr.add_command(preview)
ivr.add_command(simulate)
