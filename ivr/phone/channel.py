"""The caller's channel: what the driver plays, hears and sets on it. Why no key is lost: `ivr/phone/line.py`.

Changed from pyst2 0.5.1's AGI, and why:
  __init__      takes a FastAGI connection; no signal handler (it fails outside the main thread), nothing on stderr (every
                command and reply is printed there: IDs and PINs)
  _quote        leaves text alone, since `agi.encode` quotes every argument; pyst2 escapes none and leaves file names bare
  send_command  ends the listening command first; refuses what would become a second command
  get_result    knows HANGUP, 511, 520 blocks, quoted values and the end of the connection; takes whatever bytes come
"""

import contextlib
import re
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from asterisk.agi import AGI
from pydantic import SecretStr

from ivr.phone.agi import CallEnvironment, Hangup, LocalProtocolError, Reply, encode
from ivr.phone.line import Line
from ivr.phone.listening import Typed
from ivr.phone.wire import Wire
from ivr.speech.recogniser import heard
from ivr.speech.recogniser.heard import Heard

ENDED = "IVR_ENDED"
"""The channel variable by which the dialplan knows that a call was ended on purpose; see extensions.conf."""
WORDS = "words"
"""The context of extensions.conf that listens for them."""
RECORDING_ENDS = "0*#"
SHORTEST_RECORDING_MS = 1500
"""What is left of silence, which Asterisk cuts off but for its last second, is shorter."""
_DIAL_TARGET = re.compile(r"[A-Za-z0-9]+/[A-Za-z0-9_.@:+-]+")


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
    """What came of listening for one key."""

    key: SecretStr | None
    """0-9, * or #; None when nothing was pressed."""
    at: float
    """On time.monotonic(): when the key was released, or the time to answer was over."""
    spent_ms: int = 0
    """How long was said and listened; 0 for a key that was typed ahead."""


class Channel(AGI):  # type: ignore[misc]  # pyst2 has no types
    """Used by its call's thread alone. Paths name a file without its extension."""

    def __init__(self, wire: Wire, environment: CallEnvironment, silence: str) -> None:
        self.env = {"agi_channel": environment.channel}
        self._got_sighup = False
        self._line = Line(wire, silence)

    def close(self) -> None:
        self._line.close()

    @property
    def hung_up(self) -> bool:
        """As far as is known; the next command that needs the caller finds out."""
        return self._line.hung_up

    def answer(self) -> None:
        """Comes before everything that plays or listens. Does nothing to a call that is already answered."""
        if self._ask("ANSWER").result != "0":
            raise Hangup("the caller hung up before the call was answered")
        self._line.open()

    def turn(self, path: str | None, listen_ms: int) -> Keyed:
        """Plays a file, if any, and listens for one key, until `listen_ms` after it. Raises Unplayable, Hangup."""
        if keyed := self.typed_ahead():
            return keyed
        began = time.monotonic()
        typed = self._line.ask(path or "", listen_ms)
        now = time.monotonic()
        spent_ms = round((now - began) * 1000)
        return Keyed(typed.key, typed.at, spent_ms) if typed else Keyed(None, now, spent_ms)

    def typed_ahead(self) -> Keyed | None:
        """The first key that came before anybody asked for one. Raises Unplayable, Hangup."""
        self._line.catch_up()
        return self._next_typed() if self._line.typed else None

    def play_out(self, path: str) -> None:
        """Plays a file to its end. Keys don't end it; they are kept for the next turn. Raises Unplayable, Hangup."""
        self._line.play(path)
        while self._line.playing == path:
            self._line.hear()

    def listen_until(
        self, done: Future[Any], limit_ms: int, path: str | None = None, wanted: str = "0"
    ) -> Keyed | None:
        """Listens until `done` is, or for `limit_ms`, playing a file if one is given. It may play on until the next command.

        A key of `wanted` ends it too, unless another was typed before it, and is returned. Every other key is kept for the
        next turn. Raises Unplayable, Hangup.
        """
        deadline = time.monotonic() + limit_ms / 1000
        done.add_done_callback(lambda _: self._line.wake())
        if path is not None:
            self._line.play(path)
        while not self._is_next(wanted):
            left = deadline - time.monotonic()
            if done.done() or left <= 0:
                return None
            self._line.hear(left)
        return self._next_typed()

    def hear_words(
        self, settings: Mapping[str, str], path: str, seconds: float, end: Callable[[], None]
    ) -> tuple[Keyed | None, Heard]:
        """Plays a file and listens, for keys and for words, until so long behind it: see `ivr/phone/ear.py`.

        `settings` are made before. `end` has to end it when a key was faster. Raises Unplayable, Hangup.
        """
        made = [encode("SET VARIABLE", name, value) for name, value in settings.items()]
        listened = encode("GOSUB", WORDS, "s", 1, f"{path},{seconds:.2f}")
        read = [encode("GET FULL VARIABLE", name) for name in (heard.KEYED, heard.HEARD)]
        self._line.send(*made, listened, *read)
        if self._line.typed:
            end()
        *_, ended, keyed, words = [self._line.reply() for _ in (*made, listened, *read)]
        if ended.result == "-1" or self.hung_up:  # it does not tell a hang-up from a silence
            self._line.explain(path)
        if key := heard.keys(keyed.value):
            self._line.typed.append(Typed(key, time.monotonic()))
        return (self._next_typed() if self._line.typed else None), heard.from_text(words.value)

    def record(self, path: str, most_ms: int) -> tuple[int, SecretStr]:
        """Records the caller until 0, * or #, a pause, or so long: milliseconds (0 for nothing) and the key.

        The file is raw A-law, `path` with `.alaw`. Raises Unplayable, Hangup.
        """
        reply = self._ask("RECORD FILE", path, "alaw", RECORDING_ENDS, most_ms, "s=4")
        if reply.result == "-1":
            self._line.explain(path)
        ended_by = chr(reply.number) if reply.number > 0 else ""
        recorded = (reply.end_position or 0) // 8
        return (recorded if recorded >= SHORTEST_RECORDING_MS else 0), SecretStr(ended_by)

    def dial(self, target: str, seconds: int) -> DialStatus:
        """Connects the caller with a person, `PJSIP/1000` or `Local/1000@people`; comes back after their talk or when nobody
        answers. The caller hears ringing. Tells how it ended even when the caller hung up.
        """
        if not _DIAL_TARGET.fullmatch(target):
            raise LocalProtocolError("a dial target is TECHNOLOGY/NAME")
        self.execute("EXEC", "Dial", f"{target},{seconds},gr")
        status = self.get_variable("DIALSTATUS")
        return DialStatus(status) if status in set(DialStatus) else DialStatus.FAILED

    def hangup(self) -> None:
        """Ends the call; variables can still be set. Nothing happens when the caller was faster."""
        self._line.shut()
        with contextlib.suppress(Hangup):
            self.execute("HANGUP")

    def set_variable(self, name: str, value: str) -> None:
        super().set_variable(name, value)

    def get_variable(self, name: str) -> str:
        """Empty when it is not set."""
        return str(super().get_variable(name))

    def _quote(self, text: object) -> str:
        return str(text)

    def send_command(self, command: str, *arguments: str | int) -> None:
        self._line.send(encode(command, *arguments))

    def get_result(self) -> dict[str, tuple[str, str]]:
        reply = self._line.reply()
        return {"result": (reply.result, reply.value)}

    def _ask(self, command: str, *arguments: str | int) -> Reply:
        self.send_command(command, *arguments)
        return self._line.reply()

    def _is_next(self, wanted: str) -> bool:
        typed = self._line.typed
        return bool(typed) and typed[0].key.get_secret_value() in wanted

    def _next_typed(self) -> Keyed:
        typed = self._line.typed.popleft()
        return Keyed(typed.key, typed.at)
