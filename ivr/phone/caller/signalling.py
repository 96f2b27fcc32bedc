"""The calling side of SIP for one call, without sockets or clock (RFC 3261 sections 13 to 17).

Feed it datagrams and the time; it gives events, and `outgoing()` gives the datagrams to send.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from sipmessage import Request, Response

from ivr.phone.caller import message, sdp
from ivr.phone.caller.codec import Codec
from ivr.phone.caller.dialog import Dialog, Line, branch_of
from ivr.phone.caller.errors import CallFailed, LoginRefused, NoAnswer, NoCommonMedia, Refused, Unreachable

T1 = 0.5
T2 = 4.0
NO_REPLY = 32.0
"""64 x T1: nobody there."""
FAREWELL = 4.0
"""How long the server's reply to a BYE or CANCEL is waited for."""


class Party(StrEnum):
    CALLER = "caller"
    SYSTEM = "system"


@dataclass(frozen=True)
class Ringing:
    code: int


@dataclass(frozen=True)
class Answered:
    media: sdp.Media


@dataclass(frozen=True)
class Moved:
    """The server wants the audio at another address."""

    media: sdp.Media


@dataclass(frozen=True)
class Ended:
    by: Party


@dataclass(frozen=True)
class Failed:
    error: CallFailed


Event = Ringing | Answered | Moved | Ended | Failed


class _State(Enum):
    CALLING = auto()
    RINGING = auto()
    GIVING_UP = auto()
    UP = auto()
    LEAVING = auto()
    OVER = auto()


@dataclass
class _Repeated:
    """A request that UDP may have lost: sent again, ever more slowly, until something answers it."""

    data: bytes
    due: float
    interval: float
    longest: float


class Signalling:
    def __init__(self, line: Line, codecs: Sequence[Codec], media_port: int, now: float) -> None:
        self._server = f"{line.host}:{line.port}"
        self._codecs = codecs
        self._offer = sdp.offer(line.local_host, media_port, codecs)
        self._has_login = line.login is not None
        self._dialog = Dialog(line)
        self._out: list[bytes] = []
        self._acks: dict[str, bytes] = {}
        self._repeated: _Repeated | None = None
        self._codec: Codec | None = None
        self._cancelled = False
        self._invite_server(now)

    def _invite_server(self, now: float) -> None:
        self._state = _State.CALLING
        self._patience = now + NO_REPLY
        self._invite = self._dialog.request("INVITE", self._offer)
        self._send_repeatedly(self._invite, now, longest=NO_REPLY)

    def hang_up(self, now: float) -> None:
        """Ends the call in the way its state asks for: CANCEL while it rings, BYE once it is answered."""
        if self._state is _State.UP:
            self._leave(now)
        elif self._state is _State.RINGING:
            self._state = _State.GIVING_UP
            self._patience = now + FAREWELL
            self._cancel(now)
        elif self._state is _State.CALLING:
            # A CANCEL may not overtake the INVITE: it follows the first provisional response.
            self._state = _State.GIVING_UP
            self._patience = now + FAREWELL

    def tick(self, now: float) -> list[Event]:
        """Call every few tens of milliseconds: repeats what was not answered and gives up in the end."""
        if self._state in (_State.UP, _State.OVER):
            return []
        if now >= self._patience:
            return self._out_of_patience()
        if self._repeated and now >= self._repeated.due:
            self._out.append(self._repeated.data)
            self._repeated.interval = min(2 * self._repeated.interval, self._repeated.longest)
            self._repeated.due = now + self._repeated.interval
        return []

    def receive(self, data: bytes, now: float) -> list[Event]:
        received = message.parse(data)
        if received is None:
            return []
        if isinstance(received.message, Response):
            return self._response(received, received.message, now) if received.call_id == self._dialog.call_id else []
        return self._request(received)

    def outgoing(self) -> list[bytes]:
        out, self._out = self._out, []
        return out

    # Responses

    def _response(self, received: message.Received, response: Response, now: float) -> list[Event]:
        if received.branch in self._acks:
            if response.code >= 200:
                self._out.append(self._acks[received.branch])  # our ACK was lost
            return []
        if received.method == "INVITE" and received.branch == branch_of(self._invite):
            return self._invite_response(response, now)
        if received.method == "BYE" and self._state is _State.LEAVING and response.code >= 200:
            return self._left()
        if received.method == "CANCEL" and response.code >= 200:
            self._repeated = None  # what counts comes as the INVITE's own final response
        return []

    def _invite_response(self, response: Response, now: float) -> list[Event]:
        if response.code < 200:
            return self._provisional(response, now)
        self._repeated = None
        if response.code < 300:
            return self._success(response, now)
        self._acknowledge(response)
        if self._state is _State.GIVING_UP:
            return self._over(_UNANSWERED)
        if response.code in (401, 407) and self._has_login and self._dialog.challenge is None:
            self._dialog.challenge = response
            self._invite_server(now)
            return []
        return self._over(Failed(_refusal(response.code)))

    def _provisional(self, response: Response, now: float) -> list[Event]:
        if self._state is _State.CALLING:
            self._repeated = None
            self._state = _State.RINGING
            self._patience = float("inf")  # how long it may ring is the caller's to say
        elif self._state is _State.GIVING_UP and not self._cancelled:
            self._cancel(now)
        return [Ringing(response.code)] if response.code > 100 else []

    def _success(self, response: Response, now: float) -> list[Event]:
        self._dialog.established(response)
        self._acknowledge(response)
        if self._state is _State.GIVING_UP:
            self._leave(now)
            return []
        try:
            media = sdp.parse_answer(response.body, self._codecs)
        except NoCommonMedia as error:
            self._leave(now)
            return [Failed(error)]
        self._state = _State.UP
        self._codec = media.codec
        return [Answered(media)]

    def _acknowledge(self, response: Response) -> None:
        ack = message.wire(self._dialog.confirm(self._invite, response))
        self._acks[branch_of(self._invite)] = ack
        self._out.append(ack)

    # Requests

    def _request(self, received: message.Received) -> list[Event]:
        if received.method == "ACK":
            return []
        if received.call_id != self._dialog.call_id:
            return self._reply(received, 481, "Call Does Not Exist")
        if received.method == "BYE":
            self._reply(received, 200, "OK")
            return self._left_alone()
        if received.method == "INVITE" and self._codec:
            return self._offered_again(received, self._codec)
        if received.method == "OPTIONS":
            return self._reply(received, 200, "OK")
        return self._reply(received, 405, "Method Not Allowed")

    def _offered_again(self, received: message.Received, codec: Codec) -> list[Event]:
        if not received.message.body:
            return self._reply(received, 200, "OK", self._offer)
        try:
            media = sdp.parse_answer(received.message.body, [codec])
        except NoCommonMedia:
            return self._reply(received, 488, "Not Acceptable Here")
        return [*self._reply(received, 200, "OK", self._offer), Moved(media)]

    def _reply(self, received: message.Received, code: int, phrase: str, body: bytes = b"") -> list[Event]:
        self._out.append(message.wire(message.reply(received, code, phrase, body)))
        return []

    # Endings

    def _cancel(self, now: float) -> None:
        self._cancelled = True
        self._send_repeatedly(self._dialog.cancel(self._invite), now, longest=T2)

    def _left_alone(self) -> list[Event]:
        if self._state is _State.OVER:
            return []
        return self._over(Ended(Party.SYSTEM) if self._codec else _UNANSWERED)

    def _leave(self, now: float) -> None:
        self._state = _State.LEAVING
        self._patience = now + FAREWELL
        self._send_repeatedly(self._dialog.request("BYE"), now, longest=T2)

    def _left(self) -> list[Event]:
        return self._over(Ended(Party.CALLER) if self._codec else _UNANSWERED)

    def _out_of_patience(self) -> list[Event]:
        if self._state is _State.LEAVING:
            return self._left()
        if self._state is _State.GIVING_UP:
            return self._over(_UNANSWERED)
        reason = f"no reply from {self._server} within {NO_REPLY:.0f} s; is the telephone server running there?"
        return self._over(Failed(Unreachable(reason)))

    def _over(self, event: Event) -> list[Event]:
        self._state = _State.OVER
        self._repeated = None
        return [event]

    def _send_repeatedly(self, request: Request, now: float, longest: float) -> None:
        data = message.wire(request)
        self._out.append(data)
        self._repeated = _Repeated(data, now + T1, T1, longest)


def _refusal(code: int) -> CallFailed:
    if code in (401, 403, 407):
        return LoginRefused(code)
    return Refused(code, _ADVICE.get(code, ""))


_UNANSWERED = Failed(NoAnswer("nobody answered in the time given; is the application running?"))
_ADVICE = {
    404: "it knows no such number",
    480: "nobody is there at the moment",
    486: "the number is busy",
    488: "it accepts none of the codecs offered",
    503: "it takes no calls at the moment",
}
