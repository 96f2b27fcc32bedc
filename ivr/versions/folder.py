"""The folder of text files, by which versions come in and go out."""

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, delete, insert, select

from ivr.database import transaction
from ivr.menus.faults import read_text
from ivr.menus.service import TREE, read_menu
from ivr.settings import DIALPLAN, PROMPTS
from ivr.speech.store import write_whole
from ivr.versions.models import FolderRow, Series
from ivr.versions.publishing import OFFICE
from ivr.versions.recordings import LARGEST, file_of
from ivr.versions.version import Texts


@dataclass(frozen=True)
class Folder:
    path: Path

    @property
    def name(self) -> str:
        return f"{socket.gethostname()}:{self.path.resolve()}"

    def read(self, series: Series) -> Texts:
        """Raises TreeFault for a file that is missing or no text."""
        if series is Series.OFFICE:
            return {OFFICE: read_text(self.path / OFFICE)}
        return read_menu(self.path, PROMPTS)

    def write(self, texts: Texts) -> None:
        """The shipped folder's wording lies elsewhere, see `ivr.settings`."""
        self.path.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            place = self.path if name in {TREE, OFFICE} else self._wording
            place.joinpath(name).write_text(text, encoding="utf-8")

    def sound(self, digest: str) -> bytes | None:
        """No more of it than a recording may have."""
        places = (place / file_of(digest) for place in (self.path, PROMPTS))
        path = next((path for path in places if path.is_file()), None)
        if path is None:
            return None
        with path.open("rb") as file:
            return file.read(LARGEST + 1)

    def write_sounds(self, sounds: Mapping[str, bytes]) -> None:
        for digest, sound in sounds.items():
            write_whole(self._wording / file_of(digest), sound)

    @property
    def _wording(self) -> Path:
        return PROMPTS if self.path.resolve() == DIALPLAN else self.path


def stands_at(ours: Engine, folder: Folder, series: Series) -> int | None:
    """The version that the folder's files came from or became; None for a folder that was never taken. Raises
    DatabaseUnavailable."""
    with transaction(ours) as connection:
        mine = (FolderRow.folder == folder.name) & (FolderRow.series == series)
        return connection.execute(select(FolderRow.number).where(mine)).scalar_one_or_none()


def remember(ours: Engine, folder: Folder, series: Series, number: int) -> None:
    """Raises DatabaseUnavailable."""
    mine = (FolderRow.folder == folder.name) & (FolderRow.series == series)
    with transaction(ours) as connection:
        connection.execute(delete(FolderRow).where(mine))
        connection.execute(insert(FolderRow).values(folder=folder.name, series=series, number=number))
