"""All that can be named: versions by their numbers, drafts by their names, folders by their paths."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from ivr.menus.office import Office, parse_office
from ivr.menus.service import Service, make_service
from ivr.settings import Settings
from ivr.versions.drafts import Drafts
from ivr.versions.folder import Folder
from ivr.versions.models import Series
from ivr.versions.publishing import OFFICE
from ivr.versions.store import Versions
from ivr.versions.version import NothingPublished, Texts


@dataclass(frozen=True)
class Shelf:
    settings: Settings
    ours: Engine

    @cached_property
    def menus(self) -> Versions:
        return Versions(self.ours, Series.MENU)

    @cached_property
    def offices(self) -> Versions:
        return Versions(self.ours, Series.OFFICE)

    @cached_property
    def drafts(self) -> Drafts:
        return Drafts(self.ours)

    def texts(self, name: str) -> Texts:
        """Of a version by its number, of a folder by its path, or of a draft by its name."""
        if name.isdecimal():
            return self.menus.texts(int(name))
        if Path(name).is_dir():
            return Folder(Path(name)).read(Series.MENU)
        return self.drafts.named(name).texts

    def service(self, texts: Texts) -> Service:
        """With the office's file as it is published."""
        return make_service(texts, self.office())

    def office(self) -> Office:
        """As it is published. Raises NothingPublished."""
        return parse_office(self.office_text(), ZoneInfo(self.settings.timezone))

    def office_text(self) -> str:
        """Raises NothingPublished."""
        if (number := self.offices.published()) is None:
            raise NothingPublished
        return self.offices.texts(number)[OFFICE]

    @property
    def published(self) -> int:
        """The number of what callers hear. Raises NothingPublished."""
        if (number := self.menus.published()) is None:
            raise NothingPublished
        return number
