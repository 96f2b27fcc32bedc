"""Takes what was edited in the folder: an edit there and one in the console meet in the same versions."""

from dataclasses import dataclass
from getpass import getuser
from socket import gethostname

from sqlalchemy import Engine

from ivr.mendable import Mendable
from ivr.versions.folder import Folder, remember, stands_at
from ivr.versions.models import Series
from ivr.versions.publishing import Publisher
from ivr.versions.recordings import Recordings
from ivr.versions.store import Versions
from ivr.versions.version import Act, Version

FROM_FOLDER = "从文件夹 from the folder"


class TwoEdits(Mendable):
    """The folder was edited, and something else was published since it was taken. What is published stays."""

    def __init__(self, folder: Folder, series: Series, published: int) -> None:
        super().__init__(
            f"{folder.path}: its {series} was edited, but version {published} was published from elsewhere meanwhile and stays: "
            f"`ivr menu diff {published} {folder.path}` shows the difference, `ivr menu publish {folder.path}` publishes the "
            f"folder, `ivr menu export {published} {folder.path}` writes over it"
        )


@dataclass(frozen=True)
class Taker:
    """Raises Refused, TreeFault, NoRecording, Overtaken or DatabaseUnavailable where something can't be published; then what is
    stays."""

    ours: Engine
    publisher: Publisher
    folder: Folder

    def take(self, series: Series) -> Version | None:
        """Publishes the folder's files where they were edited since they were taken last; None when there was nothing to do.

        Raises TwoEdits, too.
        """
        versions, texts = Versions(self.ours, series), self.folder.read(series)
        published, known = versions.published(), versions.holding(texts)
        stands = stands_at(self.ours, self.folder, series)
        if known is not None and (known == published or stands in {None, known}):
            remember(self.ours, self.folder, series, known)
            return None
        if published is not None and published != stands:
            raise TwoEdits(self.folder, series, published)
        return self.publish(series, FROM_FOLDER)

    def publish(self, series: Series, note: str) -> Version:
        """Publishes them, if they are not what is published, whatever was published meanwhile."""
        versions, texts = Versions(self.ours, series), self.folder.read(series)
        published = versions.published()
        if published is not None and published == versions.holding(texts):
            remember(self.ours, self.folder, series, published)
            return versions.version(published)
        act, parent = Act(whoami(), note), stands_at(self.ours, self.folder, series)
        if series is Series.OFFICE:
            version = self.publisher.publish_office(texts, act, published)
        else:
            Recordings(self.ours).bring_in(texts, self.folder.sound)
            version = self.publisher.publish_menu(texts, act, published, parent)
        remember(self.ours, self.folder, series, version.number)
        return version


def whoami() -> str:
    """Who works on this machine's command line."""
    return f"{getuser()}@{gethostname()}"[:64]
