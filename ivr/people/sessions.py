"""Sessions: begun by signing in, ended by signing out, by idleness, by age, or with their user."""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from ivr.database import transaction
from ivr.people.models import Session, User
from ivr.people.users import COLUMNS, Person

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
SEEN_EVERY = timedelta(seconds=60)
"""How exactly idleness is known: a write a minute and not one a page."""


def begin(connection: Connection, person: Person) -> str:
    """Gives the token, which only the browser keeps; forgets sessions that are over."""
    token, now = secrets.token_urlsafe(32), datetime.now(UTC)
    connection.execute(delete(Session).where((Session.seen_at < now - IDLE) | (Session.began_at < now - LONGEST)))
    row = {"token": _kept(token), "user_id": person.id, "began_at": now, "seen_at": now}
    connection.execute(insert(Session).values(row))
    return token


def whose(engine: Engine, token: str) -> Person | None:
    """The active user whose session it is, while it holds. Raises DatabaseUnavailable."""
    now = datetime.now(UTC)
    holds = (Session.seen_at >= now - IDLE) & (Session.began_at >= now - LONGEST) & User.active
    query = select(*COLUMNS, Session.seen_at).join(Session, Session.user_id == User.id)
    with transaction(engine) as connection:
        row = connection.execute(query.where(Session.token == _kept(token), holds)).one_or_none()
        if row is None:
            return None
        if row.seen_at < now - SEEN_EVERY:
            connection.execute(update(Session).where(Session.token == _kept(token)).values(seen_at=now))
    return Person(*row[:-1])


def end(connection: Connection, token: str) -> None:
    connection.execute(delete(Session).where(Session.token == _kept(token)))


def others(engine: Engine, person: Person, token: str) -> int:
    """In how many other browsers the user is signed in."""
    now = datetime.now(UTC)
    holds = (Session.seen_at >= now - IDLE) & (Session.began_at >= now - LONGEST)
    theirs = (Session.user_id == person.id) & (Session.token != _kept(token))
    with transaction(engine) as connection:
        return connection.execute(select(func.count(Session.token)).where(theirs, holds)).scalar_one()


def end_others(connection: Connection, person: Person, token: str) -> None:
    connection.execute(delete(Session).where(Session.user_id == person.id, Session.token != _kept(token)))


def _kept(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
