"""What is edited in the dialplan's folder becomes what callers hear: all of it at the start, the office's file at any time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from rich.console import Console
from rich.progress import Progress
from sqlalchemy import Engine

from ivr.database import open_ours
from ivr.mendable import Mendable
from ivr.phone.published import CATCH_UP_SECONDS
from ivr.settings import Settings
from ivr.speech.ahead import Told
from ivr.versions.folder import Folder
from ivr.versions.models import Series
from ivr.versions.opening import open_publisher
from ivr.versions.publishing import OFFICE
from ivr.versions.store import Versions
from ivr.versions.taking import Taker

log = structlog.get_logger()


def take_folder(settings: Settings, ours: Engine) -> None:
    """Publishes what was edited. Where it can't be, what is published goes on; where nothing is yet, that is raised."""
    with speaking_bar() as told, open_publisher(settings, ours, told) as publisher:
        taker = Taker(ours, publisher, Folder(settings.dialplan))
        for series in (Series.OFFICE, Series.MENU):
            try:
                taker.take(series)
            except Mendable as fault:
                if (published := Versions(ours, series).published()) is None:
                    raise
                print_warning(f"{fault}; version {published} of the {series} goes on")


@contextmanager
def office_watched(settings: Settings) -> Iterator[None]:
    """Meanwhile an announcement written into office.yaml is heard from the next calls on. Raises DatabaseUnavailable."""
    stopping, watch = threading.Event(), OfficeWatch(settings, open_ours(settings))

    def look() -> None:
        while not stopping.wait(CATCH_UP_SECONDS):
            watch.look()

    watching = threading.Thread(target=look, name="office", daemon=True)  # the voice may keep it long
    watching.start()
    try:
        yield
    finally:
        stopping.set()


class OfficeWatch:
    """The file office.yaml, published when it has changed. A fault in it changes nothing."""

    def __init__(self, settings: Settings, ours: Engine) -> None:
        self._settings = settings
        self._ours = ours
        self._file = settings.dialplan / OFFICE
        self._seen = self._changed_at()

    def look(self) -> None:
        """To be called often."""
        changed_at = self._changed_at()
        if changed_at == self._seen:
            return
        self._seen = changed_at
        try:
            with open_publisher(self._settings, self._ours) as publisher:
                Taker(self._ours, publisher, Folder(self._settings.dialplan)).take(Series.OFFICE)
        except Mendable as fault:
            log.error("office_file_refused", why=str(fault), remedy="mend it; until then the old one holds")

    def _changed_at(self) -> int:
        return self._file.stat().st_mtime_ns if self._file.exists() else 0


@contextmanager
def speaking_bar() -> Iterator[Told]:
    """Shows how far the voice is, once it has something to speak."""
    progress = Progress(console=Console(stderr=True), transient=True)
    task = progress.add_task("合成话术 speaking")

    def told(spoken: int, of: int) -> None:
        progress.start()
        progress.update(task, completed=spoken, total=of)

    try:
        yield told
    finally:
        if progress.live.is_started:
            progress.stop()


def print_warning(told: str) -> None:
    Console(stderr=True).print(told, highlight=False, markup=False, soft_wrap=True)
