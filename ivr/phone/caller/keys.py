"""The line that says what the caller presses and says, and when, as `1 1 1 ID 1 PIN` or `1+1+1 ~ 3 w2.5 say:yes.wav #`.

    line  = item *( spaces item )
    item  = press / say / wait / "~"    ~: until the prompt has ended
    press = part *( "+" part )          pressed when a new prompt is heard; the parts straight after each other
    part  = 1*( digit / "*" / "#" ) / "ID" / "PIN"
    say   = "say:" file                 said when a new prompt is heard: a WAV or FLAC file
    wait  = "w" seconds                 w2.5

What follows a wait or `~` doesn't wait for a prompt as well: the line has already said when.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import soundfile

from ivr.phone.caller.codec import Samples
from ivr.speech.telephone import read_wav

LONGEST_WAIT = 600.0
_DIGITS = re.compile(r"[0-9*#]+", re.ASCII)
_SAY = "say:"
_WAIT = re.compile(r"w([0-9]+(?:\.[0-9]+)?)", re.ASCII)


class BadKeys(ValueError):
    """A token of the line can't be read; `position` counts characters from 1."""

    def __init__(self, token: str, position: int, remedy: str) -> None:
        super().__init__(f"keys: {token!r} at position {position}: {remedy}")
        self.token = token
        self.position = position


class Secret(StrEnum):
    """Stands for a person's digits, which are never written in a line."""

    ID = "ID"
    PIN = "PIN"


@dataclass(frozen=True)
class Press:
    parts: tuple[str | Secret, ...]


@dataclass(frozen=True)
class Say:
    sound: bytes = field(repr=False)
    """A-law."""


@dataclass(frozen=True)
class Wait:
    seconds: float


@dataclass(frozen=True)
class UntilQuiet:
    """Until the prompt has ended."""


@dataclass(frozen=True)
class Reply:
    """In no line: each time a prompt has ended, what is done next is found from all that was heard since the last key or word.
    What is found stands in its place."""

    to: Callable[[Samples], tuple["Step", ...]]


Step = Press | Say | Wait | UntilQuiet | Reply


def parse(line: str) -> tuple[Step, ...]:
    """Raises BadKeys for the first token that can't be read."""
    return tuple(_step(match[0], match.start() + 1) for match in re.finditer(r"\S+", line))


def needs_person(steps: tuple[Step, ...]) -> bool:
    return any(isinstance(part, Secret) for step in steps if isinstance(step, Press) for part in step.parts)


def _step(text: str, position: int) -> Step:
    if text == "~":
        return UntilQuiet()
    if text.startswith("w"):
        return _wait(text, position)
    if text.startswith(_SAY):
        return _say(text, position)
    return Press(_parts(text, position))


def _wait(token: str, position: int) -> Wait:
    match = _WAIT.fullmatch(token)
    if match is None or float(match[1]) > LONGEST_WAIT:
        raise BadKeys(token, position, f"a wait is w and seconds up to {LONGEST_WAIT:.0f}, as w2 or w2.5")
    return Wait(float(match[1]))


def _say(token: str, position: int) -> Say:
    try:
        return Say(read_wav(Path(token.removeprefix(_SAY))))
    except (OSError, soundfile.SoundFileError):
        raise BadKeys(token, position, "behind say: stands a WAV or FLAC file with what is said") from None


def _parts(token: str, position: int) -> tuple[str | Secret, ...]:
    parts: list[str | Secret] = []
    for text in token.split("+"):
        parts.append(_part(text, token, position))
        position += len(text) + 1
    return tuple(parts)


def _part(text: str, token: str, position: int) -> str | Secret:
    if not text:
        raise BadKeys(token, position, "a + stands between two presses, as 1+1")
    if text in ("ID", "PIN"):
        return Secret(text)
    if not _DIGITS.fullmatch(text):
        raise BadKeys(text, position, "write keys 0-9 * #, ID, PIN, say:FILE, w2.5 to wait or ~ to hear the prompt out")
    return text
