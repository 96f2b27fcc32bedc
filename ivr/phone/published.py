"""The service as it is published: what clerks wrote, read at the start, and the office's file again whenever it has changed."""

import threading
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog

from ivr.benefits.signature import Signature
from ivr.dialog.conversation import Conversation
from ivr.menus.checking import load_service
from ivr.menus.faults import TreeFault
from ivr.menus.office import Office, load_office
from ivr.menus.service import Service, Shape, Shapes
from ivr.settings import PROMPTS, Settings

log = structlog.get_logger()


class Published:
    """Shared by all calls. A call keeps the conversation that it began with."""

    def __init__(self, settings: Settings, shapes: Shapes) -> None:
        """Raises TreeFault."""
        self.service: Service = load_service(settings.dialplan, PROMPTS, shapes)
        self._zone = ZoneInfo(settings.timezone)
        self._changing = threading.Lock()
        self._file = office_file(settings)
        self._read_at = self._file.stat().st_mtime_ns
        self._office = load_office(self._file, self._zone)
        self._conversation = self._converse()

    def office(self) -> Office:
        self._look()
        return self._office

    def conversation(self) -> Conversation:
        """For a call that begins now."""
        self._look()
        return self._conversation

    def _look(self) -> None:
        """An announcement is heard from the next call on; a file with a fault changes nothing."""
        with self._changing:
            changed = self._file.stat().st_mtime_ns if self._file.exists() else self._read_at
            if changed == self._read_at:
                return
            self._read_at = changed
            try:
                self._office = load_office(self._file, self._zone)
                self._conversation = self._converse()
            except TreeFault as fault:
                log.error("office_file_refused", why=str(fault), remedy="mend the line; until then the old one holds")

    def _converse(self) -> Conversation:
        return Conversation(self.service.tree, self.service.wording, self._office)


def office_file(settings: Settings) -> Path:
    return settings.dialplan / "office.yaml"


def shapes(queries: Mapping[str, Signature], acts: Mapping[str, Signature]) -> Shapes:
    """What the benefits side offers, in the words of the menu tree's checker."""
    return Shapes(_shapes(queries), _shapes(acts))


def _shapes(signatures: Mapping[str, Signature]) -> dict[str, Shape]:
    return {name: Shape(one.columns, one.codes, one.wants) for name, one in signatures.items()}
