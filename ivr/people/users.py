"""Users: added, listed, given another role or password, disabled. Each change stands in the audit list."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pydantic import SecretStr
from sqlalchemy import Connection, Engine, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from ivr.database import transaction
from ivr.people import passwords, throttle
from ivr.people.audit import TERMINAL, Action, Actor, note
from ivr.people.models import Session, User
from ivr.people.refused import Refused
from ivr.people.roles import Role

FIRST = "admin"
COLUMNS = (User.id, User.name, User.role, User.one_time, User.active, User.created_at)
"""Those of Person."""
NAME = re.compile(r"[\w.-]{2,32}")


@dataclass(frozen=True)
class Person:
    """A user as the console knows them."""

    id: int
    name: str
    role: Role
    one_time: bool
    active: bool
    created_at: datetime


def first_admin(engine: Engine) -> SecretStr | None:
    """Makes the first user where there is none, and gives their one-time password: it is shown now and never again."""
    with transaction(engine) as connection:
        if connection.execute(select(func.count(User.id))).scalar_one():
            return None
    return add(engine, TERMINAL, FIRST, Role.ADMIN)


def add(engine: Engine, actor: Actor, name: str, role: Role) -> SecretStr:
    """Gives the one-time password. Raises Refused or DatabaseUnavailable."""
    password = passwords.one_time()
    row = {
        "name": checked_name(name),
        "role": role,
        "password": passwords.hashed(password),
        "one_time": True,
        "active": True,
        "created_at": datetime.now(UTC),
    }
    with transaction(engine) as connection:
        try:
            connection.execute(insert(User).values(row))
        except IntegrityError:
            raise Refused("name", "已经有这个用户名了") from None
        note(connection, actor, Action.USER_ADDED, f"{row['name']} · {role.value}")
    return password


def plain_name(name: str) -> str:
    """As it is kept: how somebody writes their name does not make them another."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def checked_name(name: str) -> str:
    """Raises Refused."""
    plain = plain_name(name)
    if not NAME.fullmatch(plain):
        raise Refused("name", "用户名为二至三十二个字符：文字、数字、点、横线、下划线")
    return plain


def everybody(engine: Engine) -> list[Person]:
    """Raises DatabaseUnavailable."""
    with transaction(engine) as connection:
        return [Person(*row) for row in connection.execute(select(*COLUMNS).order_by(User.name))]


def find(engine: Engine, name: str) -> Person:
    """Raises Refused when there is nobody of that name."""
    with transaction(engine) as connection:
        row = connection.execute(select(*COLUMNS).where(User.name == plain_name(name))).one_or_none()
    if row is None:
        raise Refused("name", "没有这个用户")
    return Person(*row)


def set_role(engine: Engine, actor: Actor, person: Person, role: Role) -> None:
    """Raises Refused for the last admin."""
    with transaction(engine) as connection:
        _change(connection, person, {"role": role})
        _keep_an_admin(connection)
        note(connection, actor, Action.USER_ROLE, f"{person.name} · {role.value}")


def disable(engine: Engine, actor: Actor, person: Person) -> None:
    """Their sessions end at once. Raises Refused for the last admin."""
    with transaction(engine) as connection:
        _change(connection, person, {"active": False})
        _keep_an_admin(connection)
        _end_sessions(connection, person)
        note(connection, actor, Action.USER_DISABLED, person.name)


def enable(engine: Engine, actor: Actor, person: Person) -> None:
    with transaction(engine) as connection:
        _change(connection, person, {"active": True})
        note(connection, actor, Action.USER_ENABLED, person.name)


def reset_password(engine: Engine, actor: Actor, person: Person) -> SecretStr:
    """Gives a new one-time password; their sessions end at once."""
    password = passwords.one_time()
    kept = passwords.hashed(password)
    with transaction(engine) as connection:
        _change(connection, person, {"password": kept, "one_time": True})
        _end_sessions(connection, person)
        note(connection, actor, Action.USER_PASSWORD, person.name)
    return password


def change_password(engine: Engine, actor: Actor, person: Person, old: SecretStr, new: SecretStr) -> None:
    """One's own; all one's sessions end. Raises Refused. Who found a browser signed in can't try passwords without end."""
    throttle.take(engine, throttle.OWN, person.name)
    with transaction(engine) as connection:
        kept = connection.execute(select(User.password).where(User.id == person.id)).scalar_one()
    if not passwords.is_right(old, kept):
        raise Refused("old", "现在的密码不对")
    if old == new:
        raise Refused("new", "新密码和现在的一样")
    passwords.check(new, person.name)
    changed = passwords.hashed(new)
    with transaction(engine) as connection:
        _change(connection, person, {"password": changed, "one_time": False})
        _end_sessions(connection, person)
        throttle.forgive(connection, throttle.OWN, person.name)
        note(connection, actor, Action.PASSWORD_CHANGED)


def _change(connection: Connection, person: Person, values: dict[str, Any]) -> None:
    connection.execute(update(User).where(User.id == person.id).values(values))


def _keep_an_admin(connection: Connection) -> None:
    admins = select(func.count(User.id)).where(User.role == Role.ADMIN, User.active)
    if not connection.execute(admins).scalar_one():
        raise Refused("role", "这是最后一位管理员：请先让别人成为管理员")


def _end_sessions(connection: Connection, person: Person) -> None:
    connection.execute(delete(Session).where(Session.user_id == person.id))
