"""What is kept for some minutes only, and what nobody left on purpose, is removed once a minute."""

import time
from collections.abc import Sequence, Set
from datetime import timedelta
from pathlib import Path

import structlog
from sqlalchemy import Engine, select

from ivr.database import DatabaseUnavailable, transaction
from ivr.recordings.folder import Folder
from ivr.records.kept import forget_old
from ivr.records.models import Call
from ivr.records.recorder import now
from ivr.requests import Request

log = structlog.get_logger()

EVERY_SECONDS = 60.0
RECORDING_SECONDS = 3600.0
"""A recording that no request holds after this time was given up by its caller: the longest call is over by then."""

WRITTEN_SECONDS = 10.0
"""So long after a call its recording is whole."""


def tidy(ours: Engine, messages: Path) -> None:
    """Forgets where calls stood that nobody goes on with, and removes recordings that were not left as messages."""
    try:
        forget_old(ours)
        _remove_given_up(ours, messages)
    except DatabaseUnavailable as fault:
        log.warning("not_tidied", why=str(fault))


def tidy_recordings(ours: Engine, recordings: Folder, days: int) -> None:
    """Seals the recordings of calls that are over, and removes old ones."""
    try:
        for call in _over(ours, recordings.unsealed()):
            recordings.seal(call)
        recordings.forget(days)
    except (DatabaseUnavailable, OSError, ValueError) as fault:
        log.warning("recordings_not_tidied", why=str(fault))


def _over(ours: Engine, calls: Set[str]) -> Sequence[str]:
    """Those among them that ended so long ago that Asterisk has written everything."""
    if not calls:
        return ()
    written = now() - timedelta(seconds=WRITTEN_SECONDS)
    with transaction(ours) as connection:
        return connection.execute(select(Call.id).where(Call.id.in_(calls), Call.ended_at < written)).scalars().all()


def _remove_given_up(ours: Engine, messages: Path) -> None:
    latest = time.time() - RECORDING_SECONDS
    old = [file for file in messages.glob("*.alaw") if file.stat().st_mtime < latest]
    if not old:
        return
    with transaction(ours) as connection:
        left = set(connection.execute(select(Request.recording).where(Request.recording.is_not(None))).scalars())
    for file in old:
        if file.stem not in left:
            file.unlink(missing_ok=True)
