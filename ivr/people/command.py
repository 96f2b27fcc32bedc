"""`ivr user`: the console's users, from the machine itself."""

import click
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine

from ivr.database import migrate, open_ours
from ivr.people import users
from ivr.people.audit import TERMINAL
from ivr.people.roles import Role
from ivr.settings import Settings


@click.group()
def user() -> None:
    """Users of the console."""


@user.command()
@click.argument("name")
@click.option("--role", type=click.Choice(Role, case_sensitive=False), required=True)
@click.pass_obj
def add(settings: Settings, name: str, role: Role) -> None:
    """Add a user; prints the password to sign in with once."""
    click.echo(users.add(_ours(settings), TERMINAL, name, role).get_secret_value())


@user.command("list")
@click.pass_obj
def list_users(settings: Settings) -> None:
    """List the users."""
    table = Table("用户 name", "角色 role", "状态 state")
    for person in users.everybody(_ours(settings)):
        table.add_row(person.name, person.role, _state(person))
    Console(markup=False, highlight=False).print(table)


@user.command()
@click.argument("name")
@click.pass_obj
def disable(settings: Settings, name: str) -> None:
    """Disable a user; their sessions end."""
    ours = _ours(settings)
    users.disable(ours, TERMINAL, users.find(ours, name))


@user.command()
@click.argument("name")
@click.pass_obj
def password(settings: Settings, name: str) -> None:
    """Give a user a new password to sign in with once; prints it. Their sessions end."""
    ours = _ours(settings)
    click.echo(users.reset_password(ours, TERMINAL, users.find(ours, name)).get_secret_value())


def _state(person: users.Person) -> str:
    if not person.active:
        return "停用 disabled"
    return "一次性密码 one-time password" if person.one_time else "在用 active"


def _ours(settings: Settings) -> Engine:
    engine = open_ours(settings)
    migrate(engine)
    return engine
