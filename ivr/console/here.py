"""What every view may use."""

from dataclasses import dataclass
from typing import cast
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import Engine

from ivr.settings import Settings


@dataclass(frozen=True)
class Here:
    """One running console."""

    settings: Settings
    ours: Engine
    """Our database."""

    @property
    def zone(self) -> ZoneInfo:
        """The office's clock."""
        return ZoneInfo(self.settings.timezone)


def here() -> Here:
    return cast("Here", current_app.extensions["here"])
