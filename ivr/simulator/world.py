"""Whom a virtual call asks: databases, desk, a person's telephone, and the caller's own voice."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from pydantic import SecretStr

from ivr.dialog.events import Event

AT_ONCE_SECONDS = 0.05


@dataclass(frozen=True)
class Reply:
    """What comes back, and how long it takes."""

    event: Event
    """Its `at` does not count; the driver sets it."""
    seconds: float = AT_ONCE_SECONDS


class World(Protocol):
    def verify(self, id_number: SecretStr, pin: SecretStr, /) -> Reply: ...

    def find(self, query: str, values: Mapping[str, SecretStr], /) -> Reply: ...

    def perform(self, act: str, number: int, values: Mapping[str, SecretStr], /) -> Reply: ...

    def ring(self, extension: str | None, /) -> Reply: ...

    def voice(self) -> float:
        """For how many seconds the caller speaks into a recording; 0 for who says nothing."""
