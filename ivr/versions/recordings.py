"""People's recordings of prompts: kept once in our database by what they sound like, laid out where the voice looks."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, insert, select
from sqlalchemy.exc import IntegrityError

from ivr.database import transaction
from ivr.mendable import Mendable
from ivr.menus.editing.recorded import recordings_of
from ivr.menus.service import RECORDINGS
from ivr.speech.accepting import LONGEST_SECONDS
from ivr.speech.store import SUFFIX, recording_path, write_whole
from ivr.speech.telephone import SAMPLE_RATE
from ivr.versions.models import RecordingRow
from ivr.versions.version import Texts

LARGEST = round(LONGEST_SECONDS) * SAMPLE_RATE
"""So many bytes a recording has at most."""


class NoRecording(Mendable):
    """Menus that are brought in name a sound that is neither with them nor in our database."""

    def __init__(self, prompt: str, digest: str) -> None:
        super().__init__(
            f"{RECORDINGS}: {prompt}: {file_of(digest)} is missing, or not the sound that was recorded: "
            "export the menus again where they come from, or take the line out"
        )
        self.prompt = prompt


def file_of(digest: str) -> str:
    """Where a sound lies beside the menus' files."""
    return f"recordings/{digest}{SUFFIX}"


class Recordings:
    """Every method raises DatabaseUnavailable when ours does not answer."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, sound: bytes) -> str:
        """Gives the digest by which menus name it; the sound is A-law."""
        digest = _digest(sound)
        if self.sound(digest) is None:
            row = {"digest": digest, "sound": sound, "made_at": datetime.now(UTC)}
            with suppress(IntegrityError), transaction(self._engine) as connection:  # others may keep the same just now
                connection.execute(insert(RecordingRow).values(row))
        return digest

    def sound(self, digest: str) -> bytes | None:
        wanted = select(RecordingRow.sound).where(RecordingRow.digest == digest)
        with transaction(self._engine) as connection:
            return connection.execute(wanted).scalar_one_or_none()

    def named_in(self, texts: Texts) -> Mapping[str, bytes]:
        """The sounds of the menus, by their digests; without those that our database does not have. Raises TreeFault."""
        sounds = {digest: self.sound(digest) for digest in recordings_of(texts).values()}
        return {digest: sound for digest, sound in sounds.items() if sound is not None}

    def bring_in(self, texts: Texts, find: Callable[[str], bytes | None]) -> None:
        """Keeps what the menus name and our database does not have; `find` gives it by its digest.

        Raises TreeFault or NoRecording.
        """
        for prompt, digest in recordings_of(texts).items():
            if self.sound(digest) is None:
                sound = find(digest)
                if sound is None or _digest(sound) != digest:
                    raise NoRecording(prompt, digest)
                self.keep(sound)

    def lay_out(self, digests: Iterable[str], cache: Path) -> None:
        """What our database does not have is left out: then the voice speaks."""
        for digest in digests:
            path = recording_path(cache, digest)
            if not path.exists() and (sound := self.sound(digest)) is not None:
                write_whole(path, sound)


def _digest(sound: bytes) -> str:
    return hashlib.sha256(sound).hexdigest()[:24]
