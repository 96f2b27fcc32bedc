"""SIP messages as the wire has them. Text holds one character per byte (Latin-1), so that a caller's name in any
encoding, or in none, goes out and comes back byte by byte; sipmessage alone takes UTF-8 only."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from sipmessage import Message, Request, Response

_T = TypeVar("_T")


@dataclass(frozen=True)
class Received:
    """A message with the headers that place it in a call and a transaction."""

    message: Request | Response
    call_id: str
    branch: str
    sequence: int
    method: str


def as_text(raw: bytes) -> str:
    return raw.decode("latin-1")


def wire(message: Request | Response) -> bytes:
    message.content_length = len(message.body)
    if isinstance(message, Request):
        first = f"{message.method} {message.uri} SIP/2.0"
    else:
        first = f"SIP/2.0 {message.code} {message.phrase}"
    return f"{first}\r\n{message.headers}".encode("latin-1") + message.body


def parse(data: bytes) -> Received | None:
    """None for what is not SIP, or can't belong to any transaction."""
    head, blank, body = data.partition(b"\r\n\r\n")
    return attempt(lambda: _received(Message.parse(as_text(head).encode() + blank + body)))


def attempt(read: Callable[[], _T]) -> _T | None:
    """What `read` finds in a message of somebody else's, None when it can't be made out."""
    try:
        return read()
    # TypeError: a parameter named `self` reaches sipmessage's constructors as a keyword.
    except (ValueError, LookupError, TypeError):
        return None


def _received(message: Request | Response) -> Received:
    cseq = message.cseq
    branch = message.via[0].parameters.get("branch") or ""
    return Received(message, message.call_id, branch, cseq.sequence, cseq.method)


def reply(received: Received, code: int, phrase: str, body: bytes = b"") -> Response:
    response = Response(code, phrase, body)
    for name in ("Via", "From", "To", "Call-ID", "CSeq"):
        response.headers.setlist(name, received.message.headers.getlist(name))
    response.headers.set("Allow", ALLOWED)
    if body:
        response.headers.set("Content-Type", SDP_TYPE)
    return response


ALLOWED = "INVITE, ACK, BYE, CANCEL, OPTIONS"
SDP_TYPE = "application/sdp"
