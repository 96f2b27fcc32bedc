"""What can happen in a conversation. `at` is seconds since the call was answered, on whatever clock the driver has."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import SecretStr

from ivr.spoken.question import Alternative

Row = Mapping[str, SecretStr]
"""One line of an answer: column name to words."""


@dataclass(frozen=True)
class Event:
    at: float


@dataclass(frozen=True)
class Key(Event):
    """A key was pressed, during a prompt or after it."""

    key: SecretStr
    """One of 0-9, * and #. It may be a digit of an ID or a PIN."""


@dataclass(frozen=True)
class Heard(Event):
    """The caller spoke."""

    alternatives: tuple[Alternative, ...]
    """The likeliest reading first; none when nothing could be made of it."""


@dataclass(frozen=True)
class Unheard(Event):
    """The caller spoke, and there was no recogniser that could listen."""


@dataclass(frozen=True)
class Silence(Event):
    """The prompt ended and nothing was pressed for as long as was listened."""


@dataclass(frozen=True)
class Played(Event):
    """A prompt that can't be interrupted was said to its end."""


@dataclass(frozen=True)
class Unspeakable(Event):
    """What should have been said could not be spoken: the voice is gone or too slow."""


@dataclass(frozen=True)
class Accepted(Event):
    """The ID number and the PIN belong together."""

    initial_pin: bool = False
    """The PIN is still the one that was given out."""


@dataclass(frozen=True)
class Refused(Event):
    """They don't, or there is no such person."""

    tries_left: int


@dataclass(frozen=True)
class Locked(Event):
    """Too many wrong PINs for this person today."""


@dataclass(frozen=True)
class Found(Event):
    """A look-up's rows, none when nothing is recorded; or the one row that tells what came of a change."""

    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Failed(Event):
    """A look-up, a change or a PIN check could not be made."""


@dataclass(frozen=True)
class TooSlow(Event):
    """A look-up, a change or a PIN check did not end in its time."""


@dataclass(frozen=True)
class TransferEnded(Event):
    """The attempt to connect a person is over."""

    answered: bool


@dataclass(frozen=True)
class Recorded(Event):
    """The recording is over."""

    milliseconds: int
    """0 when nothing was said."""
    key: SecretStr
    """The key that ended it; empty when a pause or its longest time did."""
