"""Where calls stand that are not over, sealed: for the next process, or for the caller's next call."""

from datetime import timedelta

from sqlalchemy import Engine, select, update

from ivr.database import transaction
from ivr.records.models import Call
from ivr.records.recorder import now

CUT_OFF_MINUTES = 10
"""A caller who calls again within this time is offered to go on."""


def kept(engine: Engine, call_id: str) -> tuple[str, bytes] | None:
    """The version that the call began in, and its sealed state; None when there is nothing to go on with. Raises
    DatabaseUnavailable."""
    wanted = select(Call.tree_version, Call.sealed).where(Call.id == call_id, Call.sealed.is_not(None))
    with transaction(engine) as connection:
        found = connection.execute(wanted).one_or_none()
    return (found.tree_version, found.sealed) if found and found.sealed is not None else None


def take_cut_off(engine: Engine, caller_hmac: str, tree_version: str) -> bytes | None:
    """Where this caller's last call was cut off, once: it is forgotten here. None when that was in another version of the
    tree. Raises DatabaseUnavailable."""
    recent = now() - timedelta(minutes=CUT_OFF_MINUTES)
    mine = (Call.caller_hmac == caller_hmac) & Call.sealed.is_not(None) & (Call.ended_at >= recent)
    with transaction(engine) as connection:
        newest = select(Call.sealed, Call.tree_version).where(mine).order_by(Call.ended_at.desc()).limit(1)
        found = connection.execute(newest).one_or_none()
        connection.execute(
            update(Call).where(Call.caller_hmac == caller_hmac, Call.ended_at.is_not(None)).values(sealed=None)
        )
    return found.sealed if found and found.tree_version == tree_version else None


def forget_old(engine: Engine) -> int:
    """Removes what nobody can go on with any more. Returns how many. Raises DatabaseUnavailable."""
    old = now() - timedelta(minutes=CUT_OFF_MINUTES)
    with transaction(engine) as connection:
        return connection.execute(
            update(Call).where(Call.sealed.is_not(None), Call.ended_at < old).values(sealed=None)
        ).rowcount
