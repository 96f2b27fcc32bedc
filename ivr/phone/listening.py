"""The commands by which a line listens, and the keys that end them."""

import time
from dataclasses import dataclass, field

from pydantic import SecretStr

from ivr.phone.agi import RemoteProtocolError, Reply, encode

KEYS = frozenset("0123456789*#")
ANY_KEY = "".join(sorted(KEYS))
_SAMPLES_A_SECOND = 8000  # every prompt is telephone audio


@dataclass(frozen=True)
class Typed:
    """A key that was pressed."""

    key: SecretStr
    at: float
    """When it was released, on time.monotonic()."""


@dataclass(frozen=True)
class Streaming:
    """STREAM FILE, which any key ends."""

    path: str
    offset: int = 0
    """In samples."""
    since: float = field(default_factory=time.monotonic)

    @property
    def command(self) -> bytes:
        return encode("STREAM FILE", self.path, ANY_KEY, self.offset)

    def key(self, reply: Reply) -> Typed | None:
        """The key that ended it. Raises RemoteProtocolError for a reply to something else."""
        if reply.end_position is None:
            raise RemoteProtocolError("Asterisk replied to what it was not asked")
        key = chr(reply.number) if 0 < reply.number < 128 else ""
        return Typed(SecretStr(key), self._at(reply.end_position)) if key in KEYS else None

    def _at(self, position: int) -> float:
        return min(time.monotonic(), self.since + (position - self.offset) / _SAMPLES_A_SECOND)


@dataclass(frozen=True)
class Asking:
    """GET DATA for one key: a prompt, if any, and the time to answer it."""

    path: str
    milliseconds: int

    @property
    def command(self) -> bytes:
        return encode("GET DATA", self.path, max(1, self.milliseconds), 1)

    def key(self, reply: Reply) -> Typed | None:
        """`#` is an end without keys. A to D, which no telephone here has, count as nothing pressed."""
        key = "" if reply.timed_out else reply.result or "#"
        return Typed(SecretStr(key), time.monotonic()) if key in KEYS else None


Listening = Streaming | Asking
