"""The command `ivr`: runs the system, fills it, calls it, and looks into it."""

import sys
from collections.abc import Mapping
from importlib import import_module

import click

from ivr.mendable import Mendable
from ivr.settings import load

COMMANDS: Mapping[str, str] = {
    "bench": "ivr.bench.command:bench",
    "call": "ivr.phone.caller.command:call",
    "calls": "ivr.records.command:calls",
    "check": "ivr.check:command",
    "console": "ivr.console.command:command",
    "demo-data": "ivr.commands:demo_data",
    "demo-people": "ivr.commands:demo_people",
    "doctor": "ivr.commands:doctor",
    "install": "ivr.commands:install",
    "menu": "ivr.menu_command:menu",
    "preview": "ivr.simulator.preview:command",
    "prompts": "ivr.commands:prompts",
    "recogniser": "ivr.commands:recogniser",
    "report": "ivr.report:command",
    "run": "ivr.commands:run",
    "serve": "ivr.commands:serve",
    "simulate": "ivr.simulator.command:command",
    "train": "ivr.training.command:train",
    "user": "ivr.people.command:user",
}
"""Where each is. Only the one that is wanted is imported: all of them take a second."""


def main() -> None:
    """The program's entry: a fault that can be mended is one clear line, not a traceback."""
    try:
        ivr(standalone_mode=False)
    except Mendable as fault:
        click.echo(str(fault), err=True)
        sys.exit(2)
    except click.ClickException as fault:
        fault.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def ivr(context: click.Context) -> None:
    """人社 12333 语音查询系统 · the voice inquiry system of a social-security hotline."""
    context.obj = load()
