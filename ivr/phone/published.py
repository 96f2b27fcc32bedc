"""What is published, read again whenever somebody publishes; a running call keeps what it began with."""

import threading
from dataclasses import dataclass
from pathlib import Path
from weakref import WeakValueDictionary
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import Engine

from ivr.database import DatabaseUnavailable
from ivr.dialog.conversation import Conversation
from ivr.mendable import Mendable
from ivr.menus.office import Office, parse_office
from ivr.menus.service import Service, Shapes, make_service
from ivr.versions.models import Series
from ivr.versions.publishing import OFFICE, refuse
from ivr.versions.recordings import Recordings
from ivr.versions.store import Versions
from ivr.versions.version import NoSuchVersion, NothingPublished

log = structlog.get_logger()

CATCH_UP_SECONDS = 0.5
"""How soon calls that begin have what was published."""


@dataclass(frozen=True)
class Pinned:
    """What a call is pinned to when it begins."""

    version: str
    """Of the menus, as the call log has it."""
    office: int
    service: Service
    conversation: Conversation


class Published:
    """Shared by all calls of a process."""

    def __init__(self, ours: Engine, zone: ZoneInfo, shapes: Shapes, cache: Path) -> None:
        """`shapes` are the look-ups of this machine, `cache` is where recordings are laid.

        Raises DatabaseUnavailable, NothingPublished, Refused or TreeFault.
        """
        self._menus, self._offices = Versions(ours, Series.MENU), Versions(ours, Series.OFFICE)
        self._recordings, self._cache = Recordings(ours), cache
        self._zone = zone
        self._shapes = shapes
        self._reading = threading.Lock()
        self._held: WeakValueDictionary[tuple[int, int], Pinned] = WeakValueDictionary()
        self._cut_off = False
        self._seen = self._numbers()
        self._now = self._read(*self._seen)

    @property
    def now(self) -> Pinned:
        """For a call that begins now."""
        return self._now

    def office(self) -> Office:
        return self._now.service.office

    def look(self) -> None:
        """To be called often. While our database does not answer, what was read last holds."""
        try:
            numbers = self._numbers()
            if numbers != self._seen:
                self._take(*numbers)
                self._seen = numbers
            self._cut_off = False
        except DatabaseUnavailable as fault:
            if not self._cut_off:
                log.warning("published_not_read", why=str(fault))
            self._cut_off = True

    def _take(self, menu: int, office: int) -> None:
        """It was checked where it was published; here, by other look-ups, it may not pass."""
        try:
            self._now = self._read(menu, office)
            log.info("published", menu=menu, office=office)
        except DatabaseUnavailable:
            raise
        except Mendable as fault:
            log.error("published_refused", why=str(fault), remedy="publish another; until then the one before it holds")

    def of(self, version: str) -> Pinned | None:
        """What a call began with in another process; None when it is no version of ours. Raises DatabaseUnavailable."""
        if version == self._now.version:
            return self._now
        try:
            return self._read(int(version), self._now.office)
        except (ValueError, NoSuchVersion):
            return None

    def _numbers(self) -> tuple[int, int]:
        menu, office = self._menus.published(), self._offices.published()
        if menu is None or office is None:
            raise NothingPublished
        return menu, office

    def _read(self, menu: int, office: int) -> Pinned:
        """Held as long as a call needs it."""
        with self._reading:
            held = self._held.get((menu, office))
            if held is None:
                held = self._held[menu, office] = self._pinned(menu, office)
            return held

    def _pinned(self, menu: int, number: int) -> Pinned:
        office = parse_office(self._offices.texts(number)[OFFICE], self._zone)
        service = make_service(self._menus.texts(menu), office)
        refuse(service, self._shapes)
        self._recordings.lay_out(service.wording.recordings.values(), self._cache)
        return Pinned(str(menu), number, service, Conversation(service.tree, service.wording, office))
