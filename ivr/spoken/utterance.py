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
    recording: str = ""
    """The digest of the recording that the menus name for it; it goes before all else."""


@dataclass(frozen=True)
class Personal:
    """Words about one person: an amount, a date, an ID being read back. Never kept, never logged."""

    text: SecretStr


@dataclass(frozen=True)
class Recording:
    """What the caller said a moment ago, by the name under which it was recorded."""

    name: str


Segment = Fixed | Personal | Recording
Utterance = tuple[Segment, ...]


def plain(utterance: Utterance) -> SecretStr:
    """The utterance in writing."""
    return SecretStr("".join(_text(segment) for segment in utterance))


def _text(segment: Segment) -> str:
    match segment:
        case Fixed(text=text):
            return text
        case Personal(text=secret):
            return secret.get_secret_value()
    return ""
