"""Searches by a node that ask for calls of a kind, too. A database can't tell how few those are, nor that they are all of one
time, and would look at every caller who was ever in the node."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from ivr.records.models import Call
from ivr.records.wanted import Wanted, of_the_kind

FEW = 2_000
"""So many calls are looked at one by one."""
LONGEST_CALL = timedelta(hours=2)
"""The dialplan ends every call before that."""


def narrower(connection: Connection, wanted: Wanted) -> Wanted:
    """Finds the same calls, sooner."""
    kind = list(of_the_kind(wanted))
    if not wanted.node or not kind:
        return wanted
    found = connection.execute(select(Call.id).where(*kind).limit(FEW + 1)).scalars().all()
    if len(found) <= FEW:
        return replace(wanted, among=tuple(found))
    if wanted.tail or wanted.hmac:
        return wanted
    newest: datetime = connection.execute(select(func.max(Call.started_at)).where(*kind)).scalar_one()
    behind = newest + LONGEST_CALL
    return replace(wanted, until=min(behind, wanted.until or behind))
