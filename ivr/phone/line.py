"""A call's line: one AGI command after the other, and an ear on the caller all the time between them.

Why no key is lost:
  1. Asterisk drops the keys that come while no command runs. So behind each command a *listening command* is started: STREAM
     FILE of silence, ended by any key. Whatever the driver does meanwhile, the line listens.
  2. The next command ends the listening one: Asterisk stops a STREAM FILE or GET DATA, without a reply, when another line
     comes. What comes is one piece: a *token* (GET FULL VARIABLE of a text that it gives back), the command, and the next
     listening command. Asterisk finds each as soon as the one before is done, so there is no moment between them.
  3. A reply that comes before the token's is the listening command's: a key was faster. It is kept, and the next turn takes it.
     A prompt that has been begun behind it ends with the next command.
  4. Asterisk looks for a line in its socket, not in what the C library has already read. So the last line of a piece fills the
     4,096 bytes that the library reads at a time: while one of a piece waits, a part of the last is still in the socket.
  5. A prompt and the time to answer it are one command, GET DATA: nothing opens between the two.
  6. A prompt that keys don't end, and a filler, are listening commands too and go on where the key stopped them.
  7. While a look-up runs in another thread, this one reads what comes and starts the listening command again after each key.

What is left is the way of a reply to us and of the next listening command back, 0.1 to 0.3 ms, when the one before has ended by
itself: by a key, and the next one takes 80 ms to press (ITU-T Q.24); or because a file or the time to answer is over.
"""

import contextlib
import itertools
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from typing import NoReturn

from ivr.phone.agi import AgiError, DeadChannel, RemoteProtocolError, Replies, Reply, encode
from ivr.phone.listening import Asking, Listening, Streaming, Typed
from ivr.phone.wire import Bell, Wire

_READ_BYTES = 4096  # stdio's buffer for a socket: st_blksize


class Unplayable(AgiError):
    """Asterisk can't play a file: it is missing, or in a format whose module is not loaded."""


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
        self._listening: Listening | None = None

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
        if not self._listening:
            self._start(self._silent())

    def shut(self) -> None:
        """The call is about to end: there is nobody to listen to after the next command."""
        self._open = False

    def close(self) -> None:
        self._bell.close()

    def wake(self) -> None:
        """Ends a `hear` in the call's thread."""
        self._bell.ring()

    def send(self, *commands: bytes) -> None:
        """Commands that listen to nobody, or by themselves. The line listens behind them."""
        self._follow(commands, self._silent())

    def reply(self) -> Reply:
        """The reply to what was sent."""
        reply = self._next_reply()
        if isinstance(self._listening, Streaming):
            self._listening = replace(self._listening, since=time.monotonic())
        return reply

    def ask(self, path: str, milliseconds: int) -> Typed | None:
        """Says a prompt, if any, and waits for a key; gives the one that was typed first. Raises Unplayable, Hangup."""
        self._follow((), Asking(path, milliseconds))
        if not self.typed:
            self._heard_and_on(self._next_reply())
        return self.typed.popleft() if self.typed else None

    def play(self, path: str) -> None:
        """Starts playing a file while listening; after it, silence."""
        self._follow((), Streaming(path))

    def hear(self, seconds: float | None = None) -> None:
        """Waits until the caller pressed a key or what plays has ended, or for so long. Raises Unplayable, Hangup."""
        if seconds is None or self._wire.wait(seconds, self._bell):
            self._heard_and_on(self._next_reply())

    def catch_up(self) -> None:
        """Takes the keys that have already come. Raises Unplayable, Hangup."""
        while self._listening and self._wire.wait(0):
            self._heard_and_on(self._next_reply())

    def explain(self, path: str) -> NoReturn:
        """Result -1 of a command that plays or records is a hang-up or a fault of the file: raises which."""
        self.send(encode("CHANNEL STATUS"))
        self.reply()
        raise Unplayable(f"Asterisk can't play {path}: is the file there, and readable for Asterisk?")

    def _silent(self) -> Listening | None:
        """None when there is nobody to listen to."""
        return Streaming(self._silence) if self._open and not self.hung_up else None

    def _start(self, listening: Listening | None) -> None:
        if listening:
            self._wire.send(_piece(listening.command))
        self._listening = listening

    def _follow(self, commands: Sequence[bytes], listening: Listening | None) -> None:
        """Ends what runs, by commands, by other listening, or by both."""
        ended, self._listening = self._listening, listening
        lines = [*commands, listening.command] if listening else list(commands)
        if ended is None:
            self._wire.send(_piece(*lines))
            return
        token = next(self._tokens)
        self._wire.send(_piece(encode("GET FULL VARIABLE", token), *lines))
        self._read_up_to(token, ended)

    def _read_up_to(self, token: str, ended: Listening) -> None:
        """What comes before the token is of the key that was faster."""
        while True:
            with contextlib.suppress(DeadChannel):  # came for what has ended; the next command will tell
                reply = self._next_reply()
                if reply.value == token:
                    return
                self._keep(ended.key(reply))

    def _heard_and_on(self, reply: Reply) -> None:
        """The listening command has ended by itself."""
        ended, self._listening = self._listening, None
        if ended is None:
            raise RemoteProtocolError("Asterisk replied to what it was not asked")
        key = ended.key(reply)
        if reply.result == "-1":
            self.explain(ended.path)
        self._keep(key)
        self._start(self._rest(ended, reply.end_position or 0) if key else self._silent())

    def _rest(self, ended: Listening, position: int) -> Listening | None:
        if isinstance(ended, Asking):
            return self._silent()
        return Streaming(ended.path, position)

    def _keep(self, key: Typed | None) -> None:
        if key:
            self.typed.append(key)

    def _next_reply(self) -> Reply:
        while True:
            reply = self._replies.feed(self._wire.read_line())
            if reply is not None:
                return reply


def _piece(*lines: bytes) -> bytes:
    """Lines that Asterisk finds one behind the other; see above."""
    return b"".join(lines[:-1]) + lines[-1].rstrip(b"\n").ljust(_READ_BYTES - 1) + b"\n"
