"""The commands that install the system, fill it and run it. Those of one part stand in its own `command.py`."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from ivr import running
from ivr.benefits.demo import demo_people as people_of
from ivr.benefits.theirs import benefits_url
from ivr.console.install import install_packages
from ivr.doctor import examine, findings_table
from ivr.log import set_up
from ivr.packages import InstallFailed
from ivr.phone.install import install_asterisk
from ivr.phone.installation import AsteriskMissing, find_asterisk
from ivr.settings import Settings
from ivr.speech import download
from ivr.speech.install import install_voice, install_whisper


@click.command()
@click.pass_obj
def run(settings: Settings) -> None:
    """Start the whole system; Ctrl-C stops it."""
    set_up(settings)
    running.run_system(settings, Console())


@click.command()
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


@click.command()
@click.pass_obj
def recogniser(settings: Settings) -> None:
    """Understand callers who speak; `ivr run` starts it."""
    set_up(settings)
    running.recognise(settings)


@click.command()
@click.pass_obj
def install(settings: Settings) -> None:
    """Install what the Python packages do not bring: Asterisk, the voice, and what the console's pages load."""
    try:
        find_asterisk(settings.software_dir)
    except AsteriskMissing:
        install_asterisk(settings.software_dir / "asterisk")
        find_asterisk(settings.software_dir)
    install_packages(settings.software_dir / "console")
    with Progress(console=Console(stderr=True)) as progress:
        install_voice(settings.software_dir / "voice", progress)
        if settings.recogniser in {"auto", "whisper"}:
            _install_whisper(settings, progress)
    if settings.recogniser in {"auto", "vosk"} and not settings.vosk_model:
        _try_vosk(settings.software_dir / "vosk")


def _install_whisper(settings: Settings, progress: Progress) -> None:
    """Raises InstallFailed, where Whisper was asked for by its name."""
    try:
        install_whisper(settings.software_dir / "whisper", progress)
    except InstallFailed as fault:
        if settings.recogniser == "whisper":
            raise
        click.echo(f"没有取到 Whisper，来电人只能按键。callers use keys alone: {fault}", err=True)


def _try_vosk(target: Path) -> None:
    if not download.try_once(target):
        click.echo(
            f"没有取到 Vosk 的中文模型（原因见 {target}.tried）；手工下载后解压到 {target} 即可使用。\n"
            f"Vosk's Mandarin model can't be had from here: {target}.tried says why. Unpack one in {target} to use it.",
            err=True,
        )


@click.command()
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


@click.command("demo-data")
@click.option("--people", default=running.DEMO_PEOPLE, show_default=True, type=click.IntRange(1, 4_985_000))
@click.option("--replace", is_flag=True, help="Make a demo anew that is already there.")
@click.pass_obj
def demo_data(settings: Settings, people: int, *, replace: bool) -> None:
    """Fill the benefits database with fictitious people."""
    running.fill_demo(settings, people, replace=replace)


@click.command("demo-people")
@click.option("--json", "as_json", is_flag=True, help="For scripts, with what each should hear.")
@click.option("--count", default=10, show_default=True, type=click.IntRange(1, 1000))
@click.pass_obj
def demo_people(settings: Settings, count: int, *, as_json: bool) -> None:
    """Show some of the demo's people with ID and PIN."""
    found = people_of(benefits_url(settings), count)
    if as_json:
        click.echo(json.dumps([asdict(person) for person in found], ensure_ascii=False, indent=2))
        return
    table = Table("", "姓名 name", "身份证 ID", "密码 PIN", "状态 status")
    for number, person in enumerate(found, start=1):
        table.add_row(str(number), person.name, person.id_number, person.pin, person.status)
    Console().print(table)


@click.group()
def prompts() -> None:
    """The fixed wording's audio."""


@prompts.command()
@click.pass_obj
def render(settings: Settings) -> None:
    """Speak every prompt that is new or changed, and forget those that are no longer used."""
    click.echo(running.render_prompts(settings))
