"""The requests of one call: who calls whom, under which Call-ID, tags and sequence numbers (RFC 3261 section 12)."""

import secrets
from dataclasses import dataclass, field

from sipmessage import URI, Address, CSeq, Parameters, Request, Response, Via

from ivr.phone.caller.digest import Login, answer, readable
from ivr.phone.caller.message import ALLOWED, SDP_TYPE, as_text, attempt


@dataclass(frozen=True)
class Line:
    """One end of the call to be: our socket, the server, and what we say of ourselves."""

    host: str
    """The server's address."""
    port: int
    number: str = field(repr=False)
    local_host: str
    local_port: int
    caller_number: str = field(default="anonymous", repr=False)
    caller_name: str | bytes = field(default="", repr=False)
    """Bytes go out as they are, in front of the address: for callers whose telephones keep no rules."""
    login: Login | None = None

    def target(self) -> URI:
        return URI("sip", self.host, user=self.number, port=self.port)

    def sender(self, tag: str) -> str:
        uri, tagged = URI("sip", self.local_host, user=self.caller_number), Parameters(tag=tag)
        if isinstance(self.caller_name, bytes):
            return f"{as_text(self.caller_name)} {Address(uri, parameters=tagged)}"
        return str(Address(uri, as_text(self.caller_name.encode()), tagged))


class Dialog:
    def __init__(self, line: Line) -> None:
        self.call_id = secrets.token_hex(12)
        self.challenge: Response | None = None
        self._line = line
        self._sender = line.sender(secrets.token_hex(6))
        self._called = str(Address(line.target()))
        self._target = line.target()
        self._route: list[str] = []
        self._sequence = 0

    def request(self, method: str, body: bytes = b"") -> Request:
        """A new transaction, with credentials when the server has asked for them."""
        self._sequence += 1
        request = self._build(method, self._sequence, f"z9hG4bK{secrets.token_hex(8)}", self._target)
        if body:
            request.body = body
            request.headers.set("Content-Type", SDP_TYPE)
        self._authorise(request)
        return request

    def cancel(self, invite: Request) -> Request:
        return self._build("CANCEL", invite.cseq.sequence, branch_of(invite), invite.uri)

    def confirm(self, invite: Request, response: Response) -> Request:
        """The ACK. That of a success is a transaction of its own, that of a failure belongs to the INVITE."""
        success = response.code < 300
        branch = f"z9hG4bK{secrets.token_hex(8)}" if success else branch_of(invite)
        ack = self._build("ACK", invite.cseq.sequence, branch, self._target if success else invite.uri)
        ack.headers.set("To", response.headers.get("To") or self._called)
        return ack

    def established(self, response: Response) -> None:
        """From now on requests go to the other end's own address, by the way the response names."""
        self._called = response.headers.get("To") or self._called
        self._route = [str(hop) for hop in reversed(attempt(lambda: response.record_route) or [])]
        contact = attempt(lambda: response.contact)
        if contact:
            self._target = contact[0].uri

    def _build(self, method: str, sequence: int, branch: str, target: URI) -> Request:
        request, line = Request(method, target), self._line
        request.via = [Via("UDP", line.local_host, line.local_port, Parameters(branch=branch, rport=None))]
        request.headers.set("From", self._sender)
        request.headers.set("To", self._called)
        request.call_id = self.call_id
        request.cseq = CSeq(sequence, method)
        request.headers.setlist("Route", self._route)
        request.max_forwards = 70
        request.contact = [Address(URI("sip", line.local_host, user="caller", port=line.local_port))]
        request.headers.set("Allow", ALLOWED)
        return request

    def _authorise(self, request: Request) -> None:
        if self.challenge is None or self._line.login is None:
            return
        proxy = self.challenge.code == 407
        asked = readable(self.challenge.headers.getlist("Proxy-Authenticate" if proxy else "WWW-Authenticate"))
        if asked:
            given = answer(asked, request.method, str(request.uri), self._line.login, secrets.token_hex(8))
            request.headers.set("Proxy-Authorization" if proxy else "Authorization", str(given))


def branch_of(request: Request) -> str:
    return request.via[0].parameters["branch"] or ""
