"""A prompt is to be recorded by telephone: whoever dials the number does so, once, within ten minutes."""

import secrets
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, delete, insert, select, update

from ivr.database import transaction
from ivr.versions.models import InvitationRow, Stage

PREFIX, DIGITS = "77", 6
HOLDS = timedelta(minutes=10)
LONGEST_CALL = timedelta(minutes=10)
"""The dialplan ends it then."""
MOST_WRONG = 5
"""Who guesses has so many tries in a million before no number holds any more that was given out before."""
FORGOTTEN = timedelta(days=1)


class WrongNumber(Exception):
    """No prompt is to be recorded by that number."""


class Expired(Exception):
    """The number has been used, or held too long ago."""


@dataclass(frozen=True)
class Invitation:
    id: int
    number: str = field(repr=False)
    draft_id: int
    node: str
    prompt: str
    person: str
    until: datetime
    wrong: int
    stage: Stage

    def holds(self, at: datetime) -> bool:
        """Its number can be dialled."""
        return self.stage is Stage.WAITING and at < self.until and self.wrong < MOST_WRONG

    def runs(self, at: datetime) -> bool:
        """Somebody is recording."""
        return self.stage is Stage.CALLED and at < self.until + LONGEST_CALL


class Invitations:
    """Every method raises DatabaseUnavailable when ours does not answer."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def invite(self, draft_id: int, node: str, prompt: str, person: str) -> Invitation:
        """A new number. The one that this user has not dialled yet no longer holds."""
        now = datetime.now(UTC)
        mine = (InvitationRow.person == person) & (InvitationRow.stage == Stage.WAITING)
        about = {"draft_id": draft_id, "node": node, "prompt": prompt, "person": person}
        with transaction(self._engine) as connection:
            connection.execute(update(InvitationRow).where(mine).values(until=now))
            connection.execute(delete(InvitationRow).where(InvitationRow.until < now - FORGOTTEN))
            new = {"number": _unused(connection), **about, "until": now + HOLDS, "wrong": 0, "stage": Stage.WAITING}
            made = connection.execute(insert(InvitationRow).values(new).returning(InvitationRow.__table__))
            return Invitation(**made.mappings().one())

    def invitation(self, invitation_id: int) -> Invitation | None:
        with transaction(self._engine) as connection:
            wanted = select(InvitationRow.__table__).where(InvitationRow.id == invitation_id)
            row = connection.execute(wanted).mappings().one_or_none()
        return None if row is None else Invitation(**row)

    def take(self, number: str) -> Invitation:
        """The number was dialled: it no longer holds. Raises WrongNumber or Expired."""
        with transaction(self._engine) as connection:
            wanted = select(InvitationRow.__table__).where(InvitationRow.number == number).with_for_update()
            row = connection.execute(wanted).mappings().one_or_none()
            found = Invitation(**row) if row else None
            if found is None:
                waiting = update(InvitationRow).where(InvitationRow.stage == Stage.WAITING)
                connection.execute(waiting.values(wrong=InvitationRow.wrong + 1))
            elif found.holds(datetime.now(UTC)):
                return _taken(connection, found)
        raise WrongNumber if found is None else Expired

    def end(self, invitation: Invitation, stage: Stage) -> None:
        with transaction(self._engine) as connection:
            mine = update(InvitationRow).where(InvitationRow.id == invitation.id)
            connection.execute(mine.values(stage=stage))


def _unused(connection: Connection) -> str:
    used = set(connection.execute(select(InvitationRow.number)).scalars())
    return next(number for number in iter(_at_random, "") if number not in used)


def _at_random() -> str:
    return f"{PREFIX}{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def _taken(connection: Connection, found: Invitation) -> Invitation:
    """Of two who dial at once one is too late. Raises Expired."""
    waiting = (InvitationRow.id == found.id) & (InvitationRow.stage == Stage.WAITING)
    if connection.execute(update(InvitationRow).where(waiting).values(stage=Stage.CALLED)).rowcount == 0:
        raise Expired
    return replace(found, stage=Stage.CALLED)
