"""`ivr simulate`: a call in the terminal, or dialogue files played and judged."""

import datetime as dt
import select
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from pydantic import SecretStr

from ivr.dialog.conversation import Conversation, Opening
from ivr.dialog.state import NOTHING
from ivr.menus.model import Tree
from ivr.menus.service import Service, read_service
from ivr.settings import PROMPTS, Settings
from ivr.simulator.demo_world import DemoWorld, demo_world
from ivr.simulator.dialogue import HIDDEN, ORDINARY_MORNING
from ivr.simulator.driver import VirtualDriver
from ivr.simulator.given import Given
from ivr.simulator.given_world import GivenWorld
from ivr.simulator.keys import SOMEBODY
from ivr.simulator.lengths import rendered
from ivr.simulator.moments import AT
from ivr.simulator.reading import dialogue_files, read_dialogues, read_given
from ivr.simulator.running import Stage, run_dialogue
from ivr.simulator.saving import saved
from ivr.simulator.session import HELP, BadInput, Session
from ivr.simulator.spoken_values import Declared, declared
from ivr.simulator.terminal import shown

TICK_SECONDS = 0.1
READING_SECONDS = 1.5
"""What a caller hears before they press, where time does not pass by itself."""
_FILE = click.Path(exists=True, path_type=Path)


@click.command("simulate")
@click.argument("dialogues", nargs=-1, type=_FILE)
@click.option("--at", "at", type=AT, default=ORDINARY_MORNING.strftime("%Y-%m-%d %H:%M"), show_default=True)
@click.option("--caller", default="13812345678", show_default=True, help="The calling number, or hidden.")
@click.option("--demo", is_flag=True, help="Ask a copy of the demo's databases.")
@click.option(
    "--given", "given", type=_FILE, help="Answers as in a dialogue's `given`; without it nothing is recorded."
)
@click.option("--real-time", is_flag=True, help="Time passes by itself.")
@click.option("--save", type=click.Path(path_type=Path), help="Write the call as a dialogue file.")
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917  # one for each option
    settings: Settings,
    dialogues: tuple[Path, ...],
    at: dt.datetime,
    caller: str,
    demo: bool,
    given: Path | None,
    real_time: bool,
    save: Path | None,
) -> None:
    """Have a call in the terminal; with dialogue files or folders, play them: exit status 2 when one comes out otherwise."""
    service = read_service(settings.dialplan, PROMPTS)
    if dialogues:
        sys.exit(2 if play(dialogues, service, declared(settings.dialplan)) else 0)
    with _world(settings, given, demo=demo) as world:
        phone = NOTHING if caller == HIDDEN else SecretStr(caller)
        opening = Opening(at.replace(tzinfo=service.office.zone).timestamp(), phone)
        conversation = Conversation(service.tree, service.wording, service.office)
        session = Session(VirtualDriver(conversation, opening, world, rendered(settings, service.phrases)))
        converse(session, service.tree, real_time=real_time)
        if save:
            save.write_text(saved(session, service, at, caller, world.given()), encoding="utf-8")


def play(paths: tuple[Path, ...], service: Service, queries: Declared) -> int:
    """Plays dialogues and says how each came out; gives how many came out otherwise."""
    stage, failures, count = Stage(service, queries), 0, 0
    for file in dialogue_files(paths):
        for one in read_dialogues(file):
            failure = run_dialogue(one, stage)
            failures, count = failures + bool(failure), count + 1
            click.echo(str(failure) if failure else f"ok  {file.name}: {one.dialogue.title}")
    click.echo(f"{count} dialogues, {failures} otherwise than written")
    return failures


@contextmanager
def _world(settings: Settings, given: Path | None, *, demo: bool) -> Iterator[GivenWorld | DemoWorld]:
    if demo:
        with demo_world(settings) as world:
            yield world
    else:
        yield GivenWorld(read_given(given) if given else Given(), SOMEBODY, declared(settings.dialplan))


def converse(session: Session, tree: Tree, *, real_time: bool) -> None:
    """Until the call is over, by whichever side."""
    click.echo(HELP)
    count = 0
    while True:
        for line in shown(session, count, tree):
            click.echo(line)
        count = len(session.events)
        if session.driver.over:
            return
        typed = _line_in_real_time(session, count) if real_time else sys.stdin.readline()
        if typed == "":
            session.driver.hang_up()
        elif typed is not None:
            _typed(session, typed.strip(), 0.0 if real_time else READING_SECONDS)


def _typed(session: Session, line: str, after: float) -> None:
    try:
        session.type(line, after)
    except BadInput as fault:
        click.echo(str(fault))


def _line_in_real_time(session: Session, count: int) -> str | None:
    """The next line that is typed; None as soon as something happens to be shown."""
    while len(session.events) == count and not session.driver.over:
        began = time.monotonic()
        if select.select([sys.stdin], [], [], TICK_SECONDS)[0]:
            return sys.stdin.readline()
        session.pass_time(time.monotonic() - began)
    return None
