"""People's recordings of prompts: kept once in our database by what they sound like, laid out where the voice looks."""

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, insert, select
from sqlalchemy.exc import IntegrityError

from ivr.database import transaction
from ivr.speech.store import recording_path, write_whole
from ivr.versions.models import RecordingRow


class Recordings:
    """Every method raises DatabaseUnavailable when ours does not answer."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, sound: bytes) -> str:
        """Gives the digest by which menus name it; the sound is A-law."""
        digest = hashlib.sha256(sound).hexdigest()[:24]
        if self.sound(digest) is None:
            row = {"digest": digest, "sound": sound, "made_at": datetime.now(UTC)}
            with suppress(IntegrityError), transaction(self._engine) as connection:  # others may keep the same just now
                connection.execute(insert(RecordingRow).values(row))
        return digest

    def sound(self, digest: str) -> bytes | None:
        wanted = select(RecordingRow.sound).where(RecordingRow.digest == digest)
        with transaction(self._engine) as connection:
            return connection.execute(wanted).scalar_one_or_none()

    def lay_out(self, digests: Iterable[str], cache: Path) -> None:
        """What our database does not have is left out: then the voice speaks."""
        for digest in digests:
            path = recording_path(cache, digest)
            if not path.exists() and (sound := self.sound(digest)) is not None:
                write_whole(path, sound)
