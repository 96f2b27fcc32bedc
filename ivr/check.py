"""`ivr check`: everything that is wrong with what clerks wrote, and what each answer costs a caller."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from ivr.menus.checking import Finding, check
from ivr.menus.faults import TreeFault
from ivr.menus.loading import Misread, TreeFaults
from ivr.menus.report import Task, tasks
from ivr.menus.schema import schema_text
from ivr.menus.service import Shapes, read_service
from ivr.running import RENDERED
from ivr.settings import PROJECT, PROMPTS, Settings
from ivr.simulator.running import Failure, run_dialogues
from ivr.speech import telephone
from ivr.speech.kokoro import Kokoro
from ivr.speech.store import SUFFIX, key
from ivr.spoken.utterance import Rate
from ivr.versions.offered import offered
from ivr.words import Words

DIALOGUES = PROJECT / "tests" / "conformance"


@dataclass(frozen=True)
class Report:
    """What was found, by line, and the tasks of a tree that can be read."""

    file: str
    findings: tuple[Finding, ...]
    tasks: tuple[Task, ...] = ()

    @property
    def errors(self) -> int:
        return sum(finding.is_error for finding in self.findings)


@click.command("check")
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
@click.option(
    "--dialogues",
    type=click.Path(exists=True, path_type=Path),
    is_flag=False,
    flag_value=DIALOGUES,
    help=f"Also play the dialogues in a folder, {DIALOGUES.relative_to(PROJECT)} when none is named.",
)
@click.option("--schema", is_flag=True, help="Print the JSON Schema of tree.yaml instead, for editors.")
@click.pass_obj
def command(settings: Settings, *, as_json: bool, dialogues: Path | None, schema: bool) -> None:
    """Say everything that is wrong with the tree, its wording and its look-ups; exit status 2 when a caller would meet it."""
    if schema:
        click.echo(schema_text(), nl=False)
        return
    report = examine(settings.dialplan, PROMPTS, offered(settings.dialplan))
    played = dialogues is not None and not report.errors
    failures = _played(settings.dialplan, dialogues) if dialogues and played else []
    if as_json:
        told = asdict(report) | ({"dialogues": [str(failure) for failure in failures]} if played else {})
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        _print(report)
        for failure in failures:
            click.echo(str(failure))
    sys.exit(2 if report.errors or failures else 0)


def _played(dialplan: Path, dialogues: Path) -> list[Failure]:
    return run_dialogues([dialogues], read_service(dialplan, PROMPTS), dialplan)


def examine(dialplan: Path, prompts: Path, shapes: Shapes) -> Report:
    """Reads and checks everything; what can't be read is a finding, too."""
    try:
        service = read_service(dialplan, prompts)
    except TreeFault as fault:
        return Report(fault.file, tuple(_unread(fault)))
    findings = sorted(check(service, shapes, rendered_seconds), key=lambda finding: finding.line)
    return Report(service.source.path.name, tuple(findings), tuple(tasks(service, rendered_seconds)))


def rendered_seconds(text: str) -> float | None:
    """How long the shipped rendering of a piece of wording is."""
    path = RENDERED / (key(Kokoro.name, Kokoro.voice, Rate.NORMAL, text) + SUFFIX)
    return path.stat().st_size / telephone.BYTES_PER_MS / 1000 if path.exists() else None


def _unread(fault: TreeFault) -> Iterator[Finding]:
    several = fault.faults if isinstance(fault, TreeFaults) else [Misread(fault.line, fault.message)]
    for one in sorted(several, key=lambda one: one.line):
        yield Finding("unreadable", one.line, one.message)


def _print(report: Report) -> None:
    for finding in report.findings:
        told = (
            finding.message
            if finding.is_error
            else Words(f"提醒：{finding.message.zh}", f"warning: {finding.message.en}")
        )
        for text in (told.zh, told.en):
            click.echo(f"{report.file}:{finding.line}: {text}")
    if report.tasks:
        Console().print(_table(report.tasks))
    click.echo(f"{report.errors} errors, {len(report.findings) - report.errors} warnings, {len(report.tasks)} answers")


def _table(answers: tuple[Task, ...]) -> Table:
    """Seconds that are estimated, because not everything on the way is rendered, have a ~."""
    table = Table("", "办理 answer", "按键 keys", "秒 seconds")
    for task in answers:
        seconds = f"{'' if task.is_measured else '~'}{task.seconds:.0f}"
        table.add_row(task.node, task.title, str(task.keys), seconds)
    return table
