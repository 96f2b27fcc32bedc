"""What is known of a version, and how publishing can fail."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ivr.mendable import Mendable
from ivr.versions.models import Series

MOST_NOTE = 200
MOST_NAME = 64

Texts = Mapping[str, str]
"""The files of a version by their names."""


class State(StrEnum):
    PUBLISHED = "published"
    """Callers hear it from their next call on."""
    RETIRED = "retired"
    """They heard it once; calls that began in it still do."""


class TooLong(Mendable):
    """Of what a person writes beside a version or a draft."""

    def __init__(self, what: str, most: int) -> None:
        super().__init__(f"{what}: {most} characters at most")


@dataclass(frozen=True)
class Act:
    """Who publishes or saves something, and why. Raises TooLong."""

    author: str
    note: str = ""

    def __post_init__(self) -> None:
        if len(self.note) > MOST_NOTE:
            raise TooLong("the note", MOST_NOTE)


@dataclass(frozen=True)
class Version:
    series: Series
    number: int
    digest: str
    parent: int | None
    """The version that it was made from."""
    author: str
    note: str
    made_at: datetime
    state: State

    @property
    def name(self) -> str:
        """As the call log has it."""
        return str(self.number)


@dataclass(frozen=True)
class Publication:
    """A version became what callers hear."""

    n: int
    number: int
    author: str
    note: str
    at: datetime


class NothingPublished(Mendable):
    """There is nothing yet that callers could hear."""

    def __init__(self) -> None:
        super().__init__("nothing is published yet: `ivr run` publishes the folder IVR_DIALPLAN")


class NoSuchVersion(Mendable):
    """There is no version of that number."""

    def __init__(self, number: int) -> None:
        super().__init__(f"there is no version {number}; `ivr menu list` shows those there are")


class Overtaken(Mendable):
    """Somebody else published meanwhile; nothing was changed."""

    def __init__(self, published: int | None) -> None:
        super().__init__(f"version {published} was published meanwhile: compare with it, then publish again")
        self.published = published


def digest(texts: Texts) -> str:
    """The same for the same texts."""
    whole = "\0".join(part for name in sorted(texts) for part in (name, texts[name]))
    return hashlib.sha256(whole.encode()).hexdigest()
