"""The caller's channel: what the driver plays, hears and sets on it.

Changed from pyst2 0.5.1's AGI, and why:
  __init__      takes a FastAGI connection; no signal handler (it fails outside the main thread), nothing on stderr (it prints
                every command and reply: IDs and PINs)
  _quote        leaves text alone: ivr.phone.agi.encode quotes every argument, where pyst2 escapes none and leaves file names bare
  send_command  ends the listening command that fills the time between commands; refuses what would be a second command
  get_result    knows HANGUP, 511, 520 blocks, quoted values, the end of the connection; decodes whatever bytes come

Why no key is lost:
  1. Asterisk reads and drops keys only while no command runs. So after each command a *listening command* is started, STREAM FILE
     of silence with every key ending it, and whatever the driver does meanwhile, the channel listens.
  2. The next command ends the listening one: Asterisk stops a STREAM FILE without a reply when another line comes. A key that was
     faster is in the reply that then comes first. It is kept, and the next turn takes it without saying its prompt.
  3. The line that ends it is a `GET FULL VARIABLE` of a token: its reply can't be taken for a late one of the listening command.
     Asterisk may have read it together with the listening command and not look at it before a further line comes, so it is
     repeated until it is answered. Only then is the real command sent.
  4. A prompt and the time to answer are one command, GET DATA: nothing opens between them. Its `#` is an empty result, silence
     says `(timeout)`.
  5. A prompt that keys don't end, and a filler, go on where the key stopped them; the key is kept.
  6. While a look-up runs in another thread this one reads the listening command's replies and starts it again after each key.
What is left are the moments between a reply and the next command's arrival, a fraction of a millisecond, twice a turn. A second key
can't fall in the one after a key: it takes 80 ms to press (ITU-T Q.24).
"""

import contextlib
import itertools
import re
import time
from collections import deque
from concurrent.futures import Future
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from asterisk.agi import AGI
from pydantic import SecretStr

from ivr.phone.agi import CallEnvironment, DeadChannel, Hangup, LocalProtocolError, RemoteProtocolError, Replies, Reply, encode
from ivr.phone.wire import Bell, Wire

KEYS = "0123456789*#"
_SAMPLES_A_SECOND = 8000  # every prompt is telephone audio
_FIRST_REPEAT_SECONDS = 0.005
_LAST_REPEAT_SECONDS = 5.0
_TARGET = re.compile(r"[A-Za-z0-9]+/[A-Za-z0-9_.@:+-]+")


class Unplayable(Exception):
    """Asterisk can't play a file: it is missing, or in a format whose module is not loaded."""


class DialStatus(StrEnum):
    """How an attempt to reach a person ended: Asterisk's DIALSTATUS."""

    ANSWER = "ANSWER"
    BUSY = "BUSY"
    NO_ANSWER = "NOANSWER"
    CANCEL = "CANCEL"
    CONGESTION = "CONGESTION"
    UNAVAILABLE = "CHANUNAVAIL"
    REFUSED = "DONTCALL"
    FAILED = "INVALIDARGS"


@dataclass(frozen=True)
class Keyed:
    """What came of listening for a key."""

    key: SecretStr | None
    """One of KEYS; None when nothing was pressed."""
    at: float
    """On time.monotonic(): when the key was released, or the time to answer was over."""
    spent_ms: int
    """How long was said and listened; 0 for a key that was typed ahead."""


@dataclass(frozen=True)
class _Listening:
    path: str
    offset: int
    since: float

    def at(self, position: int) -> float:
        return min(time.monotonic(), self.since + (position - self.offset) / _SAMPLES_A_SECOND)


class Channel(AGI):  # type: ignore[misc]  # pyst2 has no types
    """One call's channel, used by that call's thread alone. `silence` is a minute of it, a path as all here: no extension."""

    def __init__(self, wire: Wire, environment: CallEnvironment, silence: str) -> None:
        self.env = {"agi_channel": environment.channel}
        self._got_sighup = False
        self._wire = wire
        self._silence = silence
        self._replies = Replies()
        self._bell = Bell()
        self._tokens = (f"sync-{number}" for number in itertools.count(1))
        self._listens = False
        self._listening: _Listening | None = None
        self._typed: deque[Keyed] = deque()

    def close(self) -> None:
        self._bell.close()

    @property
    def hung_up(self) -> bool:
        """As far as is known; a command that needs the caller finds out."""
        return self._replies.hung_up

    def answer(self) -> None:
        """Comes before everything that plays or listens. Does nothing to a call that is already answered."""
        if self._ask("ANSWER").result != "0":
            raise Hangup("the caller hung up before the call was answered")
        self._listens = True
        self._listen(self._silence)

    def turn(self, path: str | None, listen_ms: int) -> Keyed:
        """Plays a file, if any, and listens for one key: during it and for `listen_ms` after it. Raises Unplayable, Hangup."""
        self._hear_what_came()
        if not self._typed:
            self._settle()
        if self._typed:
            self._listen(self._silence)
            return self._typed.popleft()
        began = time.monotonic()
        reply = self._ask("GET DATA", path or "", max(1, listen_ms), 1)
        if reply.result == "-1":
            self._explain(path)
        now = time.monotonic()
        return Keyed(None if reply.timed_out else _key(reply.result or "#"), now, round((now - began) * 1000))

    def play_out(self, path: str) -> None:
        """Plays a file to its end. Keys don't end it; they are kept for the next turn. Raises Unplayable, Hangup."""
        self._settle()
        self._listen(path)
        while self._listening and self._listening.path == path:
            self._hear(self._reply())

    def listen_until(self, done: Future[Any], limit_ms: int, path: str | None = None, wanted: str = "0") -> Keyed | None:
        """Listens, playing a file if one is given, until `done` is, or for `limit_ms`; the file may still be playing then.

        A key of `wanted` ends it too, unless others were typed before it, and is returned. Other keys are kept for the next turn.
        Raises Unplayable, Hangup.
        """
        done.add_done_callback(lambda _: self._bell.ring())
        deadline = time.monotonic() + limit_ms / 1000
        if path is not None:
            self._settle()
        self._listen(path or self._silence)
        while True:
            if self._typed and self._typed[0].key in _secrets(wanted):
                return self._typed.popleft()
            left = deadline - time.monotonic()
            if done.done() or left <= 0:
                return None
            if self._wire.wait(left, self._bell):
                self._hear(self._reply())

    def dial(self, target: str, seconds: int) -> DialStatus:
        """Connects the caller with somebody, `PJSIP/1000` or `Local/1000@people`, and comes back when they have spoken or nobody
        answered. The caller hears ringing. Tells how it ended even when the caller hung up.
        """
        if not _TARGET.fullmatch(target):
            raise LocalProtocolError("a dial target is TECHNOLOGY/NAME")
        self.appexec("Dial", f"{target},{seconds},gr")
        status = self.get_variable("DIALSTATUS")
        return DialStatus(status) if status in set(DialStatus) else DialStatus.FAILED

    def hangup(self) -> None:
        """Ends the call; variables can still be set. Nothing happens when the caller was faster."""
        self._listens = False
        with contextlib.suppress(Hangup):
            self.execute("HANGUP")

    def set_variable(self, name: str, value: str) -> None:
        super().set_variable(name, value)

    def get_variable(self, name: str) -> str:
        """Empty when it is not set."""
        return str(super().get_variable(name))

    # What pyst2's methods are made of.

    def _quote(self, text: object) -> str:
        return str(text)

    def send_command(self, command: str, *arguments: str | int) -> None:
        encoded = encode(command, *arguments)
        self._settle()
        self._wire.send(encoded)

    def get_result(self) -> dict[str, tuple[str, str]]:
        reply = self._finish()
        return {"result": (reply.result, reply.value)}

    # How one command follows another.

    def _ask(self, command: str, *arguments: str | int) -> Reply:
        self.send_command(command, *arguments)
        return self._finish()

    def _finish(self) -> Reply:
        reply = self._reply()
        self._listen(self._silence)
        return reply

    def _reply(self) -> Reply:
        while True:
            reply = self._replies.feed(self._wire.read_line())
            if reply is not None:
                return reply

    def _listen(self, path: str, offset: int = 0) -> None:
        """Starts the listening command if none runs."""
        if self._listens and not self._listening and not self.hung_up:
            self._wire.send(encode("STREAM FILE", path, KEYS, offset))
            self._listening = _Listening(path, offset, time.monotonic())

    def _hear(self, reply: Reply) -> None:
        """The listening command has ended by itself: keeps the key, goes on with what was playing, or with silence."""
        listening = self._heard(reply)
        if reply.result == "-1":
            self._explain(listening.path)
        if reply.result == "0":
            self._listen(self._silence)
        else:
            self._listen(listening.path, reply.end_position or 0)

    def _heard(self, reply: Reply) -> _Listening:
        listening, self._listening = self._listening, None
        if listening is None or reply.end_position is None:
            raise RemoteProtocolError("a reply came that nothing had asked for")
        if reply.number > 0:
            self._typed.append(Keyed(_key(chr(reply.number)), listening.at(reply.end_position), 0))
        return listening

    def _hear_what_came(self) -> None:
        while self._listening and self._wire.wait(0):
            self._hear(self._reply())

    def _settle(self) -> None:
        """Ends the listening command and keeps the key that it may have got."""
        if not self._listening:
            return
        token, patience = self._send_token(), _FIRST_REPEAT_SECONDS
        while True:
            if not self._wire.wait(patience):
                if patience > _LAST_REPEAT_SECONDS:
                    raise RemoteProtocolError("Asterisk does not answer")
                token, patience = self._send_token(), patience * 2
                continue
            with contextlib.suppress(DeadChannel):  # that was the listening command; the next one tells
                reply = self._reply()
                if reply.value == token:
                    break
                if reply.end_position is not None:
                    self._heard(reply)
        self._listening = None

    def _send_token(self) -> str:
        token = next(self._tokens)
        self._wire.send(encode("GET FULL VARIABLE", token))
        return token

    def _explain(self, path: str | None) -> None:
        """Result -1 is a hang-up or a fault of the file. Raises which."""
        self._ask("CHANNEL STATUS")
        raise Unplayable(f"Asterisk can't play {path}: is the file there, and readable for it?")


def _key(character: str) -> SecretStr | None:
    """A to D, which no telephone here has, count as nothing pressed."""
    return SecretStr(character) if character in KEYS else None


def _secrets(keys: str) -> set[SecretStr]:
    return {SecretStr(key) for key in keys}


