"""The only way to callers: what does not pass the checker is not published, whoever wants it and however old it is."""

from collections.abc import Callable, Iterable, Sequence
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from ivr.mendable import Mendable
from ivr.menus.checking import Finding, check
from ivr.menus.office import Office, parse_office
from ivr.menus.service import Service, Shapes, make_service
from ivr.spoken.utterance import Fixed
from ivr.versions.models import Series
from ivr.versions.store import Versions
from ivr.versions.version import Act, NothingPublished, Texts, Version

Speak = Callable[[Iterable[Fixed]], None]
"""Has everything spoken that has no rendering yet."""
OFFICE = "office.yaml"


class Refused(Mendable):
    """Callers could get stuck in it; nothing was changed."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("\n".join(f"tree.yaml:{finding.line}: {finding.message.en}" for finding in findings))
        self.findings = tuple(findings)


def refuse(service: Service, shapes: Shapes) -> None:
    """Raises Refused for what a caller could get stuck in."""
    if errors := [finding for finding in check(service, shapes) if finding.is_error]:
        raise Refused(errors)


class Publisher:
    """Checks, has spoken what is new, and publishes. Raises TreeFault for texts that can't be read."""

    def __init__(self, engine: Engine, shapes: Shapes, zone: ZoneInfo, speak: Speak) -> None:
        """`shapes` are the look-ups and changes that there are."""
        self._menus = Versions(engine, Series.MENU)
        self._offices = Versions(engine, Series.OFFICE)
        self._shapes = shapes
        self._zone = zone
        self._speak = speak

    def publish_menu(self, texts: Texts, act: Act, instead_of: int | None, parent: int | None = None) -> Version:
        """Raises Refused or Overtaken."""
        self._ready(make_service(texts, self._office()))
        return self._menus.publish(texts, act, instead_of, parent)

    def publish_office(self, texts: Texts, act: Act, instead_of: int | None) -> Version:
        """With the menus as they are published. Raises Refused or Overtaken."""
        office = parse_office(texts[OFFICE], self._zone)
        if (menu := self._menus.published()) is not None:
            self._ready(make_service(self._menus.texts(menu), office))
        return self._offices.publish(texts, act, instead_of)

    def roll_back(self, number: int, act: Act, instead_of: int | None) -> Version:
        """Publishes an older version of the menus again. Look-ups may have changed since then, so it is checked as any other.

        Raises Refused, NoSuchVersion or Overtaken.
        """
        self._ready(make_service(self._menus.texts(number), self._office()))
        return self._menus.publish_again(number, act, instead_of)

    def _office(self) -> Office:
        number = self._offices.published()
        if number is None:
            raise NothingPublished
        return parse_office(self._offices.texts(number)[OFFICE], self._zone)

    def _ready(self, service: Service) -> None:
        refuse(service, self._shapes)
        announcement = service.office.file.announcement
        texts = [*service.phrases, *([announcement.text] if announcement else [])]
        self._speak([*service.wording.fixed(), *map(Fixed, texts)])
