"""A call's line: one AGI command after the other, and an ear on the caller all the time between them.

Why no key is lost:
  1. Asterisk drops the keys that come while no command runs. So after each command a *listening command* is started:
     STREAM FILE of silence, ended by any key. Whatever the driver does meanwhile, the line listens.
  2. The next command ends the listening one: Asterisk stops a STREAM FILE, without a reply, when another line comes. A key
     that was faster is in the reply which then comes first. It is kept; the next turn takes it and says no prompt.
  3. The line that ends it asks for the value of a token, which no late reply of the listening command can be taken for. Only
     when it is answered is the real command sent. A line that Asterisk reads together with the one before it is not looked
     at until a third comes. So the listening command fills the 4,096 bytes that the C library reads at a time, and should
     that library be another one, the token is repeated until it is answered.
  4. A prompt and the time to answer it are one command, GET DATA: nothing opens between the two.
  5. A prompt that keys don't end, and a filler, are listening commands too and go on where the key stopped them.
  6. While a look-up runs in another thread, this one reads what comes and starts the listening command again after each key.

What is left are the moments between a reply and the arrival of the next command, 0.1 to 0.3 ms, twice a turn. The one after a
key is harmless: the next key takes 80 ms to press (ITU-T Q.24).
"""

import contextlib
import itertools
import time
from collections import deque
from dataclasses import dataclass

from pydantic import SecretStr

from ivr.phone.agi import AgiError, DeadChannel, RemoteProtocolError, Replies, Reply, encode
from ivr.phone.wire import Bell, Wire

KEYS = frozenset("0123456789*#")
_ANY_KEY = "".join(sorted(KEYS))
_READ_BYTES = 4096  # stdio's buffer for a socket: st_blksize
_SAMPLES_A_SECOND = 8000  # every prompt is telephone audio
_FIRST_REPEAT_SECONDS = 0.005
_SLOWEST_REPEAT_SECONDS = 0.04  # nothing listens while a token that was answered waits for a later one to be read
_REPEATS = 250


class Unplayable(AgiError):
    """Asterisk can't play a file: it is missing, or in a format whose module is not loaded."""


@dataclass(frozen=True)
class Typed:
    """A key that nobody has asked for yet."""

    key: SecretStr
    at: float
    """When it was released, on time.monotonic()."""


@dataclass(frozen=True)
class _Listening:
    path: str
    offset: int
    since: float

    def at(self, position: int) -> float:
        return min(time.monotonic(), self.since + (position - self.offset) / _SAMPLES_A_SECOND)


class Line:
    """Used by its call's thread alone, but for `wake`. `silence` is a file with a minute of it, named without its extension."""

    def __init__(self, wire: Wire, silence: str) -> None:
        self.typed: deque[Typed] = deque()
        self._wire = wire
        self._silence = silence
        self._replies = Replies()
        self._bell = Bell()
        self._tokens = (f"sync-{number}" for number in itertools.count(1))
        self._open = False
        self._listening: _Listening | None = None

    @property
    def hung_up(self) -> bool:
        return self._replies.hung_up

    @property
    def playing(self) -> str | None:
        """What the listening command plays; None when none runs."""
        return self._listening.path if self._listening else None

    def open(self) -> None:
        """The call is answered: from now on the line listens."""
        self._open = True
        self._listen(self._silence)

    def shut(self) -> None:
        """The call is about to end: there is nobody to listen to after the next command."""
        self._open = False

    def close(self) -> None:
        self._bell.close()

    def wake(self) -> None:
        """Ends a `hear` in the call's thread."""
        self._bell.ring()

    def send(self, command: bytes) -> None:
        self._settle()
        self._wire.send(command)

    def reply(self) -> Reply:
        """The reply to what was sent; then the line listens again."""
        reply = self._next_reply()
        self._listen(self._silence)
        return reply

    def play(self, path: str) -> None:
        """Starts playing a file while listening; after it, silence."""
        self._settle()
        self._listen(path)

    def hear(self, seconds: float | None = None) -> None:
        """Waits until the caller pressed a key or what plays has ended, or for so long. Raises Unplayable, Hangup."""
        if seconds is None or self._wire.wait(seconds, self._bell):
            self._heard_and_on(self._next_reply())

    def catch_up(self) -> None:
        """Takes the keys that have already come. Raises Unplayable, Hangup."""
        while self._listening and self._wire.wait(0):
            self._heard_and_on(self._next_reply())

    def settle(self) -> None:
        """Like catch_up, and ends the listening command. Another has to follow at once: a command, or `listen`."""
        self.catch_up()
        self._settle()

    def listen(self) -> None:
        self._listen(self._silence)

    def explain(self, path: str | None) -> None:
        """Result -1 of a command that plays is a hang-up or a fault of the file: raises which."""
        self.send(encode("CHANNEL STATUS"))
        self.reply()
        raise Unplayable(f"Asterisk can't play {path}: is the file there, and readable for Asterisk?")

    def _next_reply(self) -> Reply:
        while True:
            reply = self._replies.feed(self._wire.read_line())
            if reply is not None:
                return reply

    def _listen(self, path: str, offset: int = 0) -> None:
        if self._open and not self._listening and not self.hung_up:
            command = encode("STREAM FILE", path, _ANY_KEY, offset).rstrip(b"\n")
            self._wire.send(command.ljust(_READ_BYTES - 1) + b"\n")
            self._listening = _Listening(path, offset, time.monotonic())

    def _heard_and_on(self, reply: Reply) -> None:
        listening = self._heard(reply)
        if reply.result == "-1":
            self.explain(listening.path)
        if reply.result == "0":
            self._listen(self._silence)
        else:
            self._listen(listening.path, reply.end_position or 0)

    def _heard(self, reply: Reply) -> _Listening:
        """The listening command ended by itself: keeps the key that ended it."""
        listening, self._listening = self._listening, None
        if listening is None or reply.end_position is None:
            raise RemoteProtocolError("Asterisk replied to what it was not asked")
        if 0 < reply.number < 128 and chr(reply.number) in KEYS:
            self.typed.append(Typed(SecretStr(chr(reply.number)), listening.at(reply.end_position)))
        return listening

    def _settle(self) -> None:
        if not self._listening:
            return
        patience = _FIRST_REPEAT_SECONDS
        for _ in range(_REPEATS):
            if self._answered(self._send_token(), patience):
                self._listening = None
                return
            patience = min(2 * patience, _SLOWEST_REPEAT_SECONDS)
        raise RemoteProtocolError("Asterisk has not answered for 10 seconds")

    def _send_token(self) -> str:
        token = next(self._tokens)
        self._wire.send(encode("GET FULL VARIABLE", token))
        return token

    def _answered(self, token: str, seconds: float) -> bool:
        """Reads up to the token, replies to earlier ones included, so that nothing is on its way when a command follows."""
        while self._wire.wait(seconds):
            with contextlib.suppress(DeadChannel):  # came for the listening command; the next one will tell
                reply = self._next_reply()
                if reply.value == token:
                    return True
                if reply.end_position is not None:
                    self._heard(reply)
        return False
