"""Asterisk's side of a FastAGI connection, played by a script: what the caller does, and everything it was told to do."""

import socket
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress

from ivr.speech.recogniser.heard import HEARD, KEYED, Heard, Turn, to_text
from tests.waiting import wait_until

KEYS = "0123456789*#"


def arguments(line: bytes) -> list[str]:
    """The words of a command by the rules of res_agi.c's parse_args: a second opinion on `agi.encode`."""
    words: list[bytearray] = []
    quoted = escaped = False
    between = True
    for byte in line:
        character = chr(byte)
        if character == '"' and not escaped:
            quoted = not quoted
            if quoted and between:
                words.append(bytearray())
                between = False
        elif character in " \t" and not quoted and not escaped:
            between = True
        elif character == "\\" and not escaped:
            escaped = True
        else:
            if between:
                words.append(bytearray())
                between = False
            words[-1].append(byte)
            escaped = False
    return [word.decode() for word in words]


def environment(tree: str = "12333", **changed: str) -> bytes:
    """What Asterisk sends first. `callerid="…"` changes agi_callerid."""
    values = {
        "network": "yes",
        "network_script": tree,
        "request": f"agi://127.0.0.1/{tree}",
        "channel": "PJSIP/trunk-00000001",
        "language": "zh-CN",
        "uniqueid": "1795463260.1",
        "callerid": "13800000000",
        "calleridname": "unknown",
        "dnid": tree,
        "context": "inbound",
        "extension": tree,
        "threadid": "140688652621504",
        **changed,
    }
    return "".join(f"agi_{name}: {value}\n" for name, value in values.items()).encode() + b"\n"


class FakeAsterisk:
    """Answers in a thread of its own.

    `caller` is what the caller does at each GET DATA, in order: a key, or None for silence; when it is used up the caller
    hangs up. `press` presses a key at any other moment. A file that is played ends at once, except `endless` ones.
    """

    def __init__(
        self, connection: socket.socket, caller: Iterable[str | None] = (), endless: Iterable[str] = ()
    ) -> None:
        self.commands: list[list[str]] = []
        self.played: list[str] = []
        """Every file, in order; silence apart."""
        self.variables: dict[str, str] = {"DIALSTATUS": ""}
        self.missing: set[str] = set()
        self.dial_status = "NOANSWER"
        self.lost_keys = 0
        self.received = 0
        """Bytes, also those that are not obeyed yet."""
        self.hung_up = False
        self._caller = list(caller)
        self._endless = {"silence", *endless}
        self._connection = connection
        self._streaming: str | None = None
        self.lock = threading.RLock()
        """Who holds it keeps Asterisk from reading on."""
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def press(self, key: str) -> None:
        with self.lock:
            if self._streaming is None:
                self.lost_keys += 1
            else:
                self._streaming = None
                self._send(f"200 result={ord(key)} endpos=800")

    def end_of_file(self) -> None:
        """What plays endlessly has ended after all."""
        with self.lock:
            self._streaming = None
            self._send("200 result=0 endpos=8000")

    def hang_up(self) -> None:
        with self.lock:
            if self._streaming is not None:
                self._streaming = None
                self._send("200 result=-1 endpos=800")
            self._hung_up()

    def until(self, condition: Callable[["FakeAsterisk"], bool], seconds: float = 5) -> None:
        wait_until(lambda: condition(self), seconds)

    @property
    def streaming(self) -> str | None:
        return self._streaming

    def count(self, *command: str) -> int:
        return sum(words[: len(command)] == list(command) for words in self.commands)

    def join(self) -> None:
        self._thread.join(5)

    def _run(self) -> None:
        """What comes in one piece is obeyed without a moment in between, as Asterisk does while there is more to read."""
        rest = b""
        with suppress(OSError):  # the test is over
            while chunk := self._connection.recv(65_536):
                self.received += len(chunk)
                *lines, rest = (rest + chunk).split(b"\n")
                with self.lock:
                    for line in lines:
                        self._streaming = None
                        self._obey(arguments(line))

    def _obey(self, words: list[str]) -> None:
        self.commands.append(words)
        if words[0] in {"GET", "SET"} and "VARIABLE" in words:
            self._variable(words)
        elif self.hung_up:
            self._send("511 Command Not Permitted on a dead channel or intercept routine")
        else:
            self._on_the_channel(words)

    def _variable(self, words: list[str]) -> None:
        match words:
            case ["GET", "FULL", "VARIABLE", token]:
                self._send(f"200 result=1 ({self.variables.get(token, token)})")
            case ["SET", "VARIABLE", name, value]:
                self.variables[name] = value
                self._send("200 result=1")
            case ["GET", "VARIABLE", name]:
                self._send(f"200 result=1 ({self.variables[name]})" if name in self.variables else "200 result=0")

    def _on_the_channel(self, words: list[str]) -> None:
        match words:
            case ["ANSWER"]:
                self._send("200 result=0")
            case ["CHANNEL", "STATUS"]:
                self._send("200 result=6")
            case ["STREAM", "FILE", path, _, offset]:
                self._stream(path, int(offset))
            case ["GET", "DATA", path, _, _]:
                self._get_data(path)
            case ["GOSUB", "words", "s", "1", what]:
                self._listen_for_words(what.rpartition(",")[0])
            case ["EXEC", "Dial", _]:
                self.variables["DIALSTATUS"] = self.dial_status
                self._send("200 result=0")
            case ["HANGUP"]:
                self._send("200 result=1")
                self._hung_up()
            case _:
                self._send("510 Invalid or unknown command")

    def _stream(self, path: str, offset: int) -> None:
        if path in self.missing:
            self._send("200 result=-1 endpos=0")
            return
        if path != "silence" and not offset:
            self.played.append(path)
        if path in self._endless:
            self._streaming = path
        else:
            self._send("200 result=0 endpos=8000")

    def _get_data(self, path: str) -> None:
        if path in self.missing:
            self._send("200 result=-1")
            return
        if path:
            self.played.append(path)
        if not self._caller:
            self._send("200 result=-1")
            self._hung_up()
            return
        key = self._caller.pop(0)
        self._send("200 result= (timeout)" if key is None else f"200 result={key.replace('#', '')}")

    def _listen_for_words(self, path: str) -> None:
        """A key, silence and a hang-up all end it with the same result."""
        self.played.append(path)
        hangs_up = not self._caller
        key = None if hangs_up else self._caller.pop(0)
        self.variables[KEYED] = f"dtmf|{key}" if key else "|"
        self.variables[HEARD] = "" if hangs_up else to_text(Heard(Turn.LISTENING))
        self._send("100 result=0 Trying...")
        self._send("200 result=0 Gosub complete")
        if hangs_up:
            self._hung_up()

    def _hung_up(self) -> None:
        if not self.hung_up:
            self.hung_up = True
            self._send("HANGUP")

    def _send(self, line: str) -> None:
        self._connection.sendall(line.encode() + b"\n")
