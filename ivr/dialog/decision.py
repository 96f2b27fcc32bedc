"""What the pieces of a spoken number come to. A complete one is always read back before anything is done with it."""

from dataclasses import dataclass

from pydantic import SecretStr

from ivr.dialog.pieces import Piece


@dataclass(frozen=True)
class More:
    """It can still become a number: listen on."""

    have: int
    """Characters, by the likeliest reading."""
    missing: int
    """Characters that are still to come at least, by any likely reading; 0 where it may be complete."""


@dataclass(frozen=True)
class Complete:
    """One number that can exist, and no other is nearly as likely."""

    number: SecretStr


@dataclass(frozen=True)
class Doubtful:
    """Several numbers that can exist are likely: ask again where they differ most."""

    segment: int
    """1 to 3, as in `id_number.LENGTHS`."""
    parts: tuple[Piece, ...]
    """All that was heard, by segments; the new hearing joins it by `id_parts.asked_again`."""


@dataclass(frozen=True)
class Impossible:
    """No number that can exist is likely."""

    segment: int | None = None
    """Where the fault is, when it can be told."""
    parts: tuple[Piece, ...] = ()
    """As in `Doubtful`; none when what was heard has not the length of a number."""


Decision = More | Complete | Doubtful | Impossible
