"""Calls that run now, as far as the call log knows them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select

from ivr.database import transaction
from ivr.records.models import Call


@dataclass(frozen=True)
class Running:
    started_at: datetime
    caller: str
    """Masked."""
    node: str | None
    """None before the first turn is written."""
    tree_version: str


def running(engine: Engine, calls: Collection[str]) -> Mapping[str, Running]:
    """By the calls' ids; those that are not in the log yet are missing. Raises DatabaseUnavailable."""
    if not calls:
        return {}
    columns = (Call.id, Call.started_at, Call.caller_masked, Call.node, Call.tree_version)
    with transaction(engine) as connection:
        found = connection.execute(select(*columns).where(Call.id.in_(calls)))
        return {row.id: Running(row.started_at, row.caller_masked, row.node, row.tree_version) for row in found}
