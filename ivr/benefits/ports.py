"""What the telephone asks of the benefits side, and how it can go wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from pydantic import SecretStr

Row = Mapping[str, SecretStr]
"""Column name to the words to be spoken, or to the code when the column is of kind `code`."""


class LookupFault(Exception):
    """A database gave no usable answer; the message names the look-up or the act and holds no values."""


class LookupFailed(LookupFault):
    """It is down, refused the SQL, or answered something else than the file declares."""


class LookupTooSlow(LookupFault):
    """It didn't answer in its time; the SQL was stopped."""


class AttemptsUnavailable(Exception):
    """PIN attempts can't be counted because our own database is down, so no PIN is checked."""


class Benefits(Protocol):
    """The benefits database. When it is down the caller hears an apology, and may try again or go to the main menu."""

    def find(self, name: str, values: Mapping[str, SecretStr]) -> tuple[Row, ...]:
        """The rows of the look-up `name`, asked with what the caller keyed. Raises LookupFailed or LookupTooSlow."""


class Desk(Protocol):
    """Where something is changed for a caller. When it fails the caller hears the same apology as for a look-up."""

    def perform(self, act: str, request: str, values: Mapping[str, SecretStr]) -> Row:
        """Does it and tells what came of it: the code `case` says how it went. Raises LookupFailed or LookupTooSlow.

        The same `request` is the same change, however often it is asked for, at once or after a crash: it is made once,
        and told with the same row. So a fault that leaves open whether it was made is cleared up by asking again.
        """


@dataclass(frozen=True)
class Accepted:
    """The ID number and the PIN belong together."""

    initial_pin: bool
    """The PIN is still the one that was given out: good for asking, not for changing anything."""


@dataclass(frozen=True)
class Refused:
    """They don't, or there is no such person; which of the two is nobody's business."""

    tries_left: int


@dataclass(frozen=True)
class Locked:
    """Too many wrong PINs for this ID number today."""


Verdict = Accepted | Refused | Locked


class Identifier(Protocol):
    """Who is calling. When it can't be told the caller hears the same apology as for a look-up that failed."""

    def verify(self, id_number: SecretStr, pin: SecretStr) -> Verdict:
        """Checks a PIN and counts it. Raises LookupFailed, LookupTooSlow or AttemptsUnavailable."""
