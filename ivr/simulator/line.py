"""A caller's line on a virtual clock. It keeps keys as the real one does: see `ivr/phone/line.py`."""

from collections import deque
from collections.abc import Generator
from dataclasses import dataclass
from typing import TypeVar

from pydantic import SecretStr

from ivr.simulator.lengths import Length
from ivr.spoken.utterance import Rate, Utterance

Result = TypeVar("Result")

ALL_KEYS = "0123456789*#"


@dataclass(frozen=True)
class Typed:
    """A key that was pressed."""

    key: SecretStr
    at: float


@dataclass(frozen=True)
class Spoken:
    """Words that the caller said."""

    words: SecretStr
    at: float


@dataclass(frozen=True)
class Said:
    """An utterance that began to be said."""

    at: float
    utterance: Utterance
    rate: Rate
    seconds: float
    filler: bool = False


@dataclass(frozen=True)
class Pause:
    """Nothing happens until then, but for these keys, and for words where they are listened for."""

    until: float
    wanted: str
    words: bool = False


Ended = Typed | Spoken | None
Waiting = Generator[Pause, Ended, Result]
"""Something that goes on in virtual time: it gives pauses and takes what ended each, a key, words, or nothing."""


class Line:
    def __init__(self, length: Length) -> None:
        self.now = 0.0
        self.said: list[Said] = []
        self.typed: deque[Typed] = deque()
        """Keys that nobody has asked for yet."""
        self._length = length

    @property
    def quiet_at(self) -> float:
        """When what is being said will have been said; now, when nothing is."""
        return max(self.now, self._said_until)

    _said_until = 0.0

    def say(self, utterance: Utterance, rate: Rate, *, filler: bool = False) -> float:
        """Begins to say it; gives the moment when it will have been said."""
        if utterance:
            self.said.append(Said(self.now, utterance, rate, self._length(utterance, rate), filler))
            self._said_until = self.now + self.said[-1].seconds
        return self.quiet_at

    def listen(self, until: float, wanted: str = ALL_KEYS) -> Waiting[Typed | None]:
        """Waits for a wanted key, unless another was typed before it."""
        if self.typed and self.typed[0].key.get_secret_value() in wanted:
            return self.typed.popleft()
        ended = yield Pause(max(until, self.now), wanted)
        return ended if isinstance(ended, Typed) else None

    def hear(self, until: float) -> Waiting[Ended]:
        """Waits for any key, or for words."""
        return (yield Pause(max(until, self.now), ALL_KEYS, words=True))

    def hush(self) -> None:
        """What was being said is cut off."""
        self._said_until = self.now
