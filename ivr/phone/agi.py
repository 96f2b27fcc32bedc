"""The AGI protocol without sockets: the environment of a call, commands as bytes, lines as replies.

Asterisk's side of it is res_agi.c. Nothing raised here repeats what was on the wire: it may be a caller's ID or PIN.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from pydantic import SecretStr

MAX_COMMAND = 8191
"""Bytes with the line feed. Asterisk would cut a longer line in two and run the rest as a command of its own."""
MAX_LINE = 65_536
_MAX_ARGUMENTS = 100  # Asterisk writes past its table of 128 when there are more
_MAX_ENVIRONMENT = 200
_MAX_USAGE = 200

_COMMAND = re.compile(r"[A-Z]+(?: [A-Z]+)*")
_TREE = re.compile(r"[0-9A-Za-z_-]{1,32}")
_RESULT = re.compile(r'200 result=([^\s"]*)(?= |$)')
_FIELDS = re.compile(r'(?: \w+=(?:"[^"]*"|[^\s"]*))*(?: Gosub complete(?: \(abnormal exit\))?)?')
_FIELD = re.compile(r' (\w+)=(?:"([^"]*)"|([^\s"]*))')


class AgiError(Exception):
    """The conversation with Asterisk can't go on as meant."""


class Hangup(AgiError):
    """The caller is gone, or Asterisk is. The driver catches it once, around the whole call."""


class DeadChannel(Hangup):
    """A command that needs a caller came after the hang-up; variables can still be read and set."""


class LocalProtocolError(AgiError):
    """We were about to send, or have sent, what Asterisk can't accept."""


class RemoteProtocolError(AgiError):
    """What came is not AGI, or not an answer to what was asked."""


class BadEnvironment(RemoteProtocolError):
    """What begins a FastAGI connection is missing, cut short or forged: nothing that a call can start from."""


@dataclass(frozen=True)
class CallEnvironment:
    tree: str
    """The path of the request: `agi://host:port/12333` asks for the tree 12333."""
    channel: str
    unique_id: str
    dialled: str
    caller_number: SecretStr
    """Empty when withheld."""
    caller_name: SecretStr


def parse_environment(lines: Iterable[bytes]) -> CallEnvironment:
    """Takes lines up to the empty one. Raises BadEnvironment."""
    known = _known(lines)
    missing = [name for name in _NEEDED if name not in known]
    if missing:
        raise BadEnvironment(f"the AGI environment has no {', '.join(missing)}")
    tree = known["agi_network_script"].partition("?")[0]
    if not _TREE.fullmatch(tree):
        raise BadEnvironment("the AGI request names no menu tree: write AGI(agi://host:port/TREE) in extensions.conf")
    return CallEnvironment(
        tree=tree,
        channel=known["agi_channel"],
        unique_id=known["agi_uniqueid"],
        dialled=known["agi_extension"],
        caller_number=_caller(known["agi_callerid"]),
        caller_name=_caller(known["agi_calleridname"]),
    )


_BEFORE_CALLER = ("agi_network_script", "agi_channel", "agi_uniqueid", "agi_callerid")
_LAST = "agi_threadid"
_NEEDED = (*_BEFORE_CALLER, "agi_calleridname", "agi_extension", _LAST)


def _known(lines: Iterable[bytes]) -> dict[str, str]:
    """The values we use, as Asterisk meant them.

    A caller can write lines of their own here: `sip:1%0Aagi_extension%3A%20110@host` is a number with a line break, and an
    empty line would end the environment. So what stands before the caller's number counts when it first comes, what stands
    after it when it last comes, and an empty line is the end when everything has come.
    """
    known: dict[str, str] = {}
    for count, line in enumerate(lines):
        if count >= _MAX_ENVIRONMENT or len(line) > MAX_LINE:
            raise BadEnvironment("the AGI environment does not end")
        if not line.endswith(b"\n"):
            break
        name, _, value = line.decode(errors="replace").strip("\r\n").partition(": ")
        if not name and _LAST in known:
            return known
        if name in _NEEDED and not (name in _BEFORE_CALLER and name in known):
            known[name] = value
    raise BadEnvironment("the AGI environment is cut short")


def _caller(text: str) -> SecretStr:
    return SecretStr("" if text.lower() in {"unknown", "anonymous"} else text)


def encode(command: str, *arguments: str | int) -> bytes:
    """One line for Asterisk, every argument quoted. Raises LocalProtocolError for what can't stand in one."""
    if not _COMMAND.fullmatch(command) or len(arguments) > _MAX_ARGUMENTS:
        raise LocalProtocolError("no AGI command has this form")
    line = " ".join([command, *(_quoted(str(argument)) for argument in arguments)])
    try:
        encoded = line.encode() + b"\n"
    except UnicodeEncodeError:
        raise LocalProtocolError(f"{command}: an argument is not text") from None
    if len(encoded) > MAX_COMMAND:
        raise LocalProtocolError(f"{command}: {len(encoded)} bytes are more than the {MAX_COMMAND} of an AGI command")
    return encoded


def _quoted(argument: str) -> str:
    if any(forbidden in argument for forbidden in "\r\n\0"):
        raise LocalProtocolError("an argument with a line break would be a second command")
    return '"' + argument.replace("\\", "\\\\").replace('"', '\\"') + '"'


@dataclass(frozen=True)
class Reply:
    """`200 result=RESULT (VALUE) NAME=VALUE …`. Not shown in logs: any part of it may be a key of a PIN."""

    result: str = field(repr=False)
    """As sent: `01` from GET DATA is two keys, `49` from STREAM FILE is one."""
    value: str = field(default="", repr=False)
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), repr=False)

    @property
    def timed_out(self) -> bool:
        return self.value == "timeout"

    @property
    def end_position(self) -> int | None:
        """Where a played file was stopped, in samples; None for commands that play none."""
        position = self.fields.get("endpos")
        return None if position is None else _number(position)

    @property
    def number(self) -> int:
        return _number(self.result)


class Replies:
    """Makes replies of lines. One for each call, since a hang-up is announced once, before whatever reply comes next."""

    def __init__(self) -> None:
        self.hung_up = False
        self._usage_lines = 0

    def feed(self, line: bytes) -> Reply | None:
        """The reply that this line completes, None when there is more to come; an empty line of 0 bytes is the end."""
        if not line.endswith(b"\n"):
            self._end(line)
        text = line.decode(errors="replace").rstrip("\r\n")
        if self._usage_lines or text.startswith("520-"):
            self._usage(text)
            return None
        if text == "HANGUP":
            self.hung_up = True
            return None
        if text.startswith("1"):  # «100 result=0 Trying...» goes before the reply of some commands
            return None
        return self._reply(text)

    def _end(self, line: bytes) -> None:
        if len(line) >= MAX_LINE:
            raise RemoteProtocolError(f"a line of more than {MAX_LINE} bytes is no AGI reply")
        self.hung_up = True
        raise Hangup("the connection to Asterisk has ended")

    def _usage(self, text: str) -> None:
        self._usage_lines += 1
        if text.startswith("520 "):
            self._usage_lines = 0
            raise LocalProtocolError("Asterisk finds the arguments of the command wrong (520)")
        if self._usage_lines > _MAX_USAGE:
            raise RemoteProtocolError("Asterisk's explanation of a command does not end")

    def _reply(self, text: str) -> Reply:
        match text[:4].rstrip():
            case "200":
                return _parsed(text)
            case "510":
                raise LocalProtocolError("Asterisk does not know the command (510): is its module loaded?")
            case "511":
                self.hung_up = True
                raise DeadChannel("the caller has hung up")
            case "520":
                raise LocalProtocolError("Asterisk finds the arguments of the command wrong (520)")
        raise _not_agi(text)


def _parsed(text: str) -> Reply:
    result = _RESULT.match(text)
    if not result:
        raise _not_agi(text)
    value, rest = _value(text[result.end() :].rstrip(" "))
    if not _FIELDS.fullmatch(rest):
        raise _not_agi(text)
    fields = {name: quoted or plain for name, quoted, plain in _FIELD.findall(rest)}
    return Reply(result[1], value, MappingProxyType(fields))


def _value(rest: str) -> tuple[str, str]:
    """What stands in brackets and what follows. A variable, which nothing follows, may hold brackets itself."""
    if not rest.startswith(" ("):
        return "", rest
    if rest.endswith(")"):
        return rest[2:-1], ""
    value, closed, fields = rest[2:].partition(")")
    return (value, fields) if closed else ("", rest)


def _number(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,12}", text):
        raise RemoteProtocolError("Asterisk's reply has no number where one belongs")
    return int(text)


def _not_agi(text: str) -> RemoteProtocolError:
    return RemoteProtocolError(f"a line of {len(text)} characters came that is no AGI reply")
