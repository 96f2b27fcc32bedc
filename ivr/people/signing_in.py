"""Signing in: the right password of an active user, and not too many wrong ones before."""

from dataclasses import dataclass

from pydantic import SecretStr
from sqlalchemy import Engine, select

from ivr.database import transaction
from ivr.people import passwords, sessions, throttle
from ivr.people.audit import Action, Actor, note
from ivr.people.models import User
from ivr.people.refused import Refused
from ivr.people.users import Person, plain_name

NOBODY = passwords.HASHER.hash("nobody has this password")
"""An unknown name takes as long as a wrong password."""


@dataclass(frozen=True)
class Attempt:
    name: str
    password: SecretStr
    address: str
    browser: str | None
    """The name of a browser that has signed in with this user's name before."""

    @property
    def counted(self) -> tuple[tuple[throttle.Tries, str], ...]:
        if self.browser:
            return ((throttle.BROWSER, self.browser),)
        return ((throttle.ADDRESS, self.address), (throttle.NAME, self.name))


def sign_in(engine: Engine, attempt: Attempt) -> tuple[Person, str]:
    """Gives the user and the session's token. Raises Refused, with the same words whatever was wrong."""
    for tries, of in attempt.counted:
        with transaction(engine) as connection:
            left = throttle.take(connection, tries, of)
        if not left:
            raise Refused("password", "试的次数太多了：请过一分钟再试")
    person = _whose(engine, attempt)
    with transaction(engine) as connection:
        actor = Actor(attempt.name if person else "", attempt.address)
        if person is None:
            note(connection, actor, Action.SIGN_IN_REFUSED)
        else:
            for tries, of in attempt.counted:
                throttle.forgive(connection, tries, of)
            token = sessions.begin(connection, person)
            note(connection, actor, Action.SIGNED_IN)
            return person, token
    raise Refused("password", "用户名或密码不对")


def _whose(engine: Engine, attempt: Attempt) -> Person | None:
    columns = (User.id, User.name, User.role, User.one_time, User.active, User.created_at)
    with transaction(engine) as connection:
        row = connection.execute(
            select(*columns, User.password).where(User.name == plain_name(attempt.name))
        ).one_or_none()
    right = passwords.is_right(attempt.password, row.password if row else NOBODY)
    return Person(*row[:-1]) if row and right and row.active else None
