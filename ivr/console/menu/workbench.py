"""What the pages about menus work on: drafts, versions, and what the checker says of either."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

from flask import current_app

from ivr.menus.checking import Finding, check
from ivr.menus.editing.nodes import node_at
from ivr.menus.faults import TreeFault
from ivr.menus.loading import Misread, TreeFaults
from ivr.menus.office import Office, parse_office
from ivr.menus.service import TREE, Service, Shapes, make_service
from ivr.versions.offered import offered
from ivr.versions.shelf import Shelf
from ivr.versions.version import Texts

KEPT = 16
"""So many examined drafts are kept: a page asks for one several times."""


@dataclass(frozen=True)
class Examined:
    """What texts mean, if they can be read, and all that is wrong with them."""

    file: str
    """The one that the findings are about."""
    findings: tuple[Finding, ...]
    service: Service | None

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.is_error)

    def of(self, node: str) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.node == node)


class Workbench(Shelf):
    """All that can be looked at, and what the checker says of it."""

    @cached_property
    def shapes(self) -> Shapes:
        """The look-ups and changes that there are. Raises BadQuery."""
        return offered(self.settings.dialplan)

    def examined(self, texts: Texts) -> Examined:
        """With the office's file as it is published."""
        return self._examined(tuple(sorted(texts.items())), self.office_text())

    @cached_property
    def _examined(self) -> Callable[[tuple[tuple[str, str], ...], str], Examined]:
        zone = ZoneInfo(self.settings.timezone)
        return lru_cache(KEPT)(lambda texts, office: examine(dict(texts), parse_office(office, zone), self.shapes))


def examine(texts: Texts, office: Office, shapes: Shapes) -> Examined:
    try:
        service = make_service(texts, office)
    except TreeFault as fault:
        several = fault.faults if isinstance(fault, TreeFaults) else (Misread(fault.line, fault.message),)
        return Examined(fault.file, tuple(_unread(texts, fault.file, one) for one in several), None)
    findings = sorted(check(service, shapes), key=lambda finding: (not finding.is_error, finding.line))
    return Examined(TREE, tuple(findings), service)


def _unread(texts: Texts, file: str, one: Misread) -> Finding:
    try:
        node = node_at(Path(TREE), texts[TREE], one.line) if file == TREE else ""
    except TreeFault:
        node = ""
    return Finding("unreadable", one.line, one.message, node=node)


def workbench() -> Workbench:
    return cast("Workbench", current_app.extensions["workbench"])
