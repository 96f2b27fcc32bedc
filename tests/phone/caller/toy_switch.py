"""A telephone switch small enough to read: answers calls over loopback and speaks a new prompt after each key."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from sipmessage import URI, Address, CSeq, Parameters, Request, Response

from ivr.phone.caller import message, rtp, sdp
from ivr.phone.caller.codec import PCMA, PCMU
from ivr.phone.caller.udp import Udp

CHALLENGE = 'Digest realm="toy", nonce="abc", algorithm=MD5, qop="auth,auth-int"'


@dataclass
class Manners:
    """How the switch behaves, and what faults it has."""

    challenges: bool = False
    refuses: int = 0
    rings_only: bool = False
    lost_invites: int = 0
    lost_acks: int = 0
    hangs_up_after_keys: int = 1000
    loses_packets: tuple[int, ...] = ()
    prompt_seconds: float = 30.0
    thinks: float = 0.06
    """Silence between a key and the next prompt."""


@dataclass
class ToySwitch:
    manners: Manners
    keys: str = ""
    methods: list[str] = field(default_factory=list)
    invites: list[bytes] = field(default_factory=list)
    audio_packets: int = 0

    @asynccontextmanager
    async def running(self) -> AsyncIterator[int]:
        """Gives its port."""
        self._loop, self._calls = asyncio.get_running_loop(), dict[str, _Call]()
        self._transport, _ = await self._loop.create_datagram_endpoint(
            lambda: _Signals(self), local_addr=("127.0.0.1", 0)
        )
        try:
            self._port: int = self._transport.get_extra_info("sockname")[1]
            yield self._port
        finally:
            for call in self._calls.values():
                call.close()
            self._transport.close()

    def received(self, data: bytes, caller: tuple[str, int]) -> None:
        received = message.parse(data)
        if received is None or not isinstance(received.message, Request):
            return
        self.methods.append(received.method)
        if received.method == "INVITE":
            self._invited(data, received, caller)
        elif received.method in ("BYE", "CANCEL"):
            self._send(message.reply(received, 200, "OK"), caller)
            if received.method == "BYE":
                self._calls.pop(received.call_id).close()
            else:
                self._send(_to(message.reply(self._ringing, 487, "Request Terminated")), caller)

    def _invited(self, data: bytes, received: message.Received, caller: tuple[str, int]) -> None:
        self.invites.append(data)
        manners = self.manners
        if manners.lost_invites:
            manners.lost_invites -= 1
        elif manners.refuses:
            self._send(_to(message.reply(received, manners.refuses, "No")), caller)
        elif manners.challenges and received.message.authorization is None:
            answer = _to(message.reply(received, 401, "Unauthorized"))
            answer.headers.set("WWW-Authenticate", CHALLENGE)
            self._send(answer, caller)
        elif manners.rings_only:
            self._ringing = received
            self._send(_to(message.reply(received, 180, "Ringing")), caller)
        elif received.call_id not in self._calls:
            self._answer(received, caller)

    def _answer(self, received: message.Received, caller: tuple[str, int]) -> None:
        call = _Call(self, received, caller)
        self._calls[received.call_id] = call
        answer = _to(message.reply(received, 200, "OK", sdp.offer("127.0.0.1", call.port, [PCMA])))
        answer.contact = [Address(URI("sip", "127.0.0.1", user="toy", port=self._port))]
        for _ in range(1 + self.manners.lost_acks):
            self._send(answer, caller)

    def hang_up(self, call: "_Call") -> None:
        theirs = call.invite.message
        bye = Request("BYE", theirs.contact[0].uri)
        bye.via = theirs.via
        bye.headers.set("From", f"{theirs.headers['To']};tag=toy")
        bye.headers.set("To", theirs.headers["From"])
        bye.call_id = theirs.call_id
        bye.cseq = CSeq(1, "BYE")
        self._send(bye, call.caller)
        call.close()

    def _send(self, what: Request | Response, caller: tuple[str, int]) -> None:
        self._transport.sendto(message.wire(what), caller)


def _to(response: Response) -> Response:
    address = response.to_address
    response.to_address = Address(address.uri, address.name, Parameters(tag="toy"))
    return response


class _Signals(asyncio.DatagramProtocol):
    def __init__(self, switch: ToySwitch) -> None:
        self._switch = switch

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self._switch.received(data, addr)


class _Call:
    def __init__(self, switch: ToySwitch, invite: message.Received, caller: tuple[str, int]) -> None:
        self.invite, self.caller = invite, caller
        self._switch = switch
        self._udp = Udp(("127.0.0.1", 0))
        self.port = self._udp.address[1]
        media = sdp.parse_answer(invite.message.body, [PCMA, PCMU])
        self._to = (media.host, media.port)
        self._loop = asyncio.get_running_loop()
        self._prompt, self._sequence, self._pressed_at, self._keys = 0, 0, -1, 0
        self._loop.add_reader(self._udp, self._came)
        self._closed = False
        self._speak_from(self._loop.time())

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            self._timer.cancel()
            self._loop.remove_reader(self._udp)
            self._udp.close()

    def _speak_from(self, moment: float) -> None:
        self._ends, self._next = moment + self._switch.manners.prompt_seconds, moment
        self._prompt += 1
        self._timer = self._loop.call_at(moment, self._tick)

    def _tick(self) -> None:
        self._sequence += 1
        code = 0x20 + self._prompt
        packet = rtp.Packet(8, self._sequence, self._sequence * 160, 7, bytes([code, code | 0x80] * 80))
        if self._sequence not in self._switch.manners.loses_packets:
            self._udp.send(rtp.pack(packet), self._to)
        self._next += 0.02
        if self._next < self._ends:
            self._timer = self._loop.call_at(self._next, self._tick)

    def _came(self) -> None:
        for data, _ in self._udp.waiting():
            packet = rtp.parse(data)
            if packet and packet.payload_type == sdp.KEYS_PAYLOAD:
                self._event(packet)
            else:
                self._switch.audio_packets += 1

    def _event(self, packet: rtp.Packet) -> None:
        if packet.timestamp == self._pressed_at or not packet.payload[1] & 0x80:
            return
        self._pressed_at = packet.timestamp
        self._switch.keys += "0123456789*#"[packet.payload[0]]
        self._keys += 1
        self._timer.cancel()
        if self._keys == self._switch.manners.hangs_up_after_keys:
            self._switch.hang_up(self)
        else:
            self._speak_from(self._loop.time() + self._switch.manners.thinks)
