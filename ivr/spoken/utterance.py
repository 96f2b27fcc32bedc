"""What is said in one breath: pieces that are the same for everybody and pieces that are one person's."""

from dataclasses import dataclass
from enum import StrEnum

from pydantic import SecretStr


class Rate(StrEnum):
    """How fast a prompt is spoken."""

    NORMAL = "normal"
    SLOW = "slow"


@dataclass(frozen=True)
class Fixed:
    """Wording that every caller hears alike, and that may therefore be kept on disk."""

    text: str
    prompt: str = ""
    """The prompt id by which a recording replaces synthesis; empty for a piece of a sentence."""


@dataclass(frozen=True)
class Personal:
    """Words about one person: an amount, a date, an ID being read back. Never kept, never logged."""

    text: SecretStr


Segment = Fixed | Personal
Utterance = tuple[Segment, ...]
