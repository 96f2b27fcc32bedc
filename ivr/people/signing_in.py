"""Signing in: the right password of an active user, and not too many wrong ones before."""

from dataclasses import dataclass
from functools import cache

from pydantic import SecretStr
from sqlalchemy import Engine, select

from ivr.database import transaction
from ivr.people import passwords, sessions, throttle
from ivr.people.audit import Action, Actor, note
from ivr.people.models import User
from ivr.people.refused import Refused
from ivr.people.users import COLUMNS, NAME, Person


@cache
def nobody() -> str:
    """The hash of no password that anybody has: an unknown name takes as long as a wrong password."""
    return passwords.hashed(passwords.one_time())


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
        throttle.take(engine, tries, of)
    person, kept = _find(engine, attempt.name)
    right = passwords.is_right(attempt.password, kept) and person is not None and person.active
    with transaction(engine) as connection:
        actor = Actor(person.name if person else "", attempt.address)
        if person and right:
            for tries, of in attempt.counted:
                throttle.forgive(connection, tries, of)
            note(connection, actor, Action.SIGNED_IN)
            return person, sessions.begin(connection, person)
        note(connection, actor, Action.SIGN_IN_REFUSED)
    raise Refused("password", "用户名或密码不对")


def _find(engine: Engine, name: str) -> tuple[Person | None, str]:
    """Who has that name, and the hash that the password must fit."""
    if not NAME.fullmatch(name):
        return None, nobody()
    with transaction(engine) as connection:
        row = connection.execute(select(*COLUMNS, User.password).where(User.name == name)).one_or_none()
    return (Person(*row[:-1]), row.password) if row else (None, nobody())
