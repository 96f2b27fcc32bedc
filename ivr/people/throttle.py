"""How often a wrong password may be tried, counted in our database so that no two requests count past each other."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, case, delete
from sqlalchemy.dialects import postgresql, sqlite

from ivr.database import transaction
from ivr.people.models import WrongPasswords
from ivr.people.refused import Refused

PAUSE = timedelta(minutes=1)
FORGOTTEN_AFTER = timedelta(hours=1)


@dataclass(frozen=True)
class Tries:
    """So many at once, then one a minute; an hour without one and all are free again."""

    kind: str
    free: int
    field: str = "password"
    """Where in the form the refusal stands."""


NAME = Tries("name", 5)
"""From everywhere together. Its owner is not locked out by it: see BROWSER."""
ADDRESS = Tries("address", 20)
"""With every name together; a whole office may share an address."""
BROWSER = Tries("browser", 5)
"""One that has signed in with that name before: it is counted by itself, whoever else tries the name elsewhere."""

OWN = Tries("own", 5, "old")
"""The old password, when a user changes it."""


def take(engine: Engine, tries: Tries, of: str) -> None:
    """Takes a try before the password is looked at. Raises Refused when none is left. One statement decides and counts."""
    now = datetime.now(UTC)
    insert = sqlite.insert if engine.dialect.name == "sqlite" else postgresql.insert
    one = insert(WrongPasswords).values(key=_key(tries, of), failures=1, latest=now)
    forgotten = WrongPasswords.latest < now - FORGOTTEN_AFTER
    counted = one.on_conflict_do_update(
        index_elements=[WrongPasswords.key],
        set_={"failures": case((forgotten, 1), else_=WrongPasswords.failures + 1), "latest": now},
        where=(WrongPasswords.failures < tries.free) | (WrongPasswords.latest < now - PAUSE),
    )
    with transaction(engine) as connection:
        taken = connection.execute(counted.returning(WrongPasswords.key)).one_or_none()
    if taken is None:
        raise Refused(tries.field, "试的次数太多了：请过一分钟再试")


def forgive(connection: Connection, tries: Tries, of: str) -> None:
    """The password was right: what is long over is forgotten with it."""
    over = WrongPasswords.latest < datetime.now(UTC) - FORGOTTEN_AFTER
    connection.execute(delete(WrongPasswords).where((WrongPasswords.key == _key(tries, of)) | over))


def _key(tries: Tries, of: str) -> str:
    return hashlib.sha256(f"{tries.kind}:{of}".encode("utf-8", "surrogatepass")).hexdigest()
