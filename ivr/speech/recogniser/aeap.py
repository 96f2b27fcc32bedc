"""Asterisk's External Application Protocol for speech_to_text, without sockets. Asterisk's side of it is res_speech_aeap.c.

Nothing raised here repeats what came: it may be keys of a caller.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, ValidationError

CODEC = "slin"
"""16-bit samples, 8 kHz, mono, little-endian."""


class RemoteProtocolError(Exception):
    """What came is not AEAP."""


@dataclass(frozen=True)
class Setup:
    """Asterisk wants to send a channel's sound."""

    id: str


@dataclass(frozen=True)
class Set:
    id: str
    settings: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True)
class Get:
    id: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Response:
    """Asterisk has taken a result, or has not."""

    id: str


Message = Setup | Set | Get | Response


class _Written(BaseModel):
    model_config = ConfigDict(strict=True)

    id: str
    request: str | None = None
    response: str | None = None
    params: dict[str, str] | list[str] | None = None


def parse(text: str) -> Message:
    """Raises RemoteProtocolError."""
    try:
        written = _Written.model_validate_json(text)
    except (ValidationError, UnicodeEncodeError):
        raise RemoteProtocolError("a message came that is not AEAP") from None
    match written:
        case _Written(request="setup"):
            return Setup(written.id)
        case _Written(request="set", params=dict(settings)):
            return Set(written.id, settings)
        case _Written(request="get", params=list(names)):
            return Get(written.id, tuple(names))
        case _Written(request=None, response=str()):
            return Response(written.id)
    raise RemoteProtocolError("a request came that speech_to_text does not have")


def accepted(setup: Setup) -> str:
    return json.dumps({"response": "setup", "id": setup.id, "codecs": [{"name": CODEC}]})


def refused(request: Set | Get, why: str) -> str:
    """Asterisk writes the reason in its log."""
    return json.dumps({"response": type(request).__name__.lower(), "id": request.id, "error_msg": why})


def done(request: Set) -> str:
    return json.dumps({"response": "set", "id": request.id})


def answer(request: Get, name: str, value: str) -> str:
    return json.dumps({"response": "get", "id": request.id, "params": {name: value}})


def result(grammar: str) -> str:
    """Ends SpeechBackground. What was heard is not in it, see heard.py."""
    bell = {"text": "", "score": 0, "grammar": grammar}
    return json.dumps({"request": "set", "id": str(uuid4()), "params": {"results": [bell]}})
