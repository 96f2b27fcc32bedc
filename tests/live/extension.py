"""A telephone of the office: it registers, rings, answers by itself, and keeps what it hears."""

import asyncio
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from sipmessage import URI, Address, CSeq, Parameters, Request, Response, Via

from ivr.phone.caller import Login, message, rtp, sdp
from ivr.phone.caller.codec import PCMA
from ivr.phone.caller.digest import answer, readable
from ivr.phone.caller.recording import Recording
from ivr.phone.configuration import passwords
from ivr.speech.telephone import from_alaw
from tests.live.conftest import System

HOST = "127.0.0.1"
REGISTERED_SECONDS = 10.0


@dataclass
class Extension:
    """One account's."""

    system: System
    login: Login
    registered: threading.Event = field(default_factory=threading.Event)
    answered: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)
    began: float = 0.0
    """On time.time(): the answer, which is second 0 of what it hears."""
    _expires: int = 300
    _heard: Recording = field(default_factory=Recording)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def samples(self) -> NDArray[np.int16]:
        """What it has heard so far."""
        with self._lock:
            return self._heard.samples()

    async def run(self, stopping: asyncio.Event) -> None:
        loop = asyncio.get_running_loop()
        audio, _ = await loop.create_datagram_endpoint(lambda: _Taking(self._sound), local_addr=(HOST, 0))
        signals, _ = await loop.create_datagram_endpoint(lambda: _Taking(self._signal), local_addr=(HOST, 0))
        self._signals, self._audio = signals, audio
        self._port, self._media = (one.get_extra_info("sockname")[1] for one in (signals, audio))
        self._call_id = secrets.token_hex(8)
        self._register(1, None)
        await stopping.wait()
        await self._sign_off()
        signals.close()
        audio.close()

    async def _sign_off(self) -> None:
        """Or the next caller who wants a person would hear it ring."""
        self.registered.clear()
        self._expires = 0
        self._register(3, None)
        assert await asyncio.to_thread(self.registered.wait, REGISTERED_SECONDS)

    def _register(self, sequence: int, challenge: Response | None) -> None:
        server = self.system.settings.sip_port
        me = URI("sip", HOST, user=self.login.username, port=server)
        request = Request("REGISTER", URI("sip", HOST, port=server))
        branch = f"z9hG4bK{secrets.token_hex(8)}"
        request.via = [Via("UDP", HOST, self._port, Parameters(branch=branch))]
        request.from_address, request.to_address = Address(me, parameters=Parameters(tag="office")), Address(me)
        request.call_id, request.cseq, request.max_forwards = self._call_id, CSeq(sequence, "REGISTER"), 70
        contact = URI("sip", HOST, user=self.login.username, port=self._port)
        request.headers.set("Contact", f"{Address(contact)};expires={self._expires}")
        if challenge and (asked := readable(challenge.headers.getlist("WWW-Authenticate"))):
            given = answer(asked, "REGISTER", str(request.uri), self.login, secrets.token_hex(8))
            request.headers.set("Authorization", str(given))
        self._send(request, (HOST, server))

    def _signal(self, data: bytes, sender: tuple[str, int]) -> None:
        received = message.parse(data)
        if received is None:
            return
        if isinstance(received.message, Response):
            if received.message.code == 401 and received.sequence in {1, 3}:
                self._register(received.sequence + 1, received.message)
            elif received.message.code == 200:
                self.registered.set()
        elif received.method == "INVITE":
            self._reply(received, sender, sdp.offer(HOST, self._media, [PCMA]))
            if not self.answered.is_set():
                self.began = time.time()
                self.answered.set()
        elif received.method != "ACK":
            self._reply(received, sender)
            if received.method == "BYE":
                self.ended.set()

    def _reply(self, received: message.Received, to: tuple[str, int], body: bytes = b"") -> None:
        response = message.reply(received, 200, "OK", body)
        tagged = received.message.to_address
        if "tag" not in tagged.parameters:
            response.headers.set("To", f"{tagged};tag=office")
        contact = URI("sip", HOST, user=self.login.username, port=self._port)
        response.headers.set("Contact", str(Address(contact)))
        self._send(response, to)

    def _send(self, out: Request | Response, to: tuple[str, int]) -> None:
        self._signals.sendto(message.wire(out), to)

    def _sound(self, data: bytes, _sender: tuple[str, int]) -> None:
        packet = rtp.parse(data)
        if packet and packet.payload_type == PCMA.payload_type:
            with self._lock:
                self._heard.add(time.time() - self.began, packet.timestamp, from_alaw(packet.payload))


class _Taking(asyncio.DatagramProtocol):
    def __init__(self, take: Callable[[bytes, tuple[str, int]], None]) -> None:
        self._take = take

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self._take(data, addr)


@contextmanager
def extension(system: System) -> Iterator[Extension]:
    """The person behind key 0, whose telephone supervisors may have rung, too."""
    own = Extension(system, Login("operator", passwords(system.settings).operator))
    loop, stopping = asyncio.new_event_loop(), asyncio.Event()
    thread = threading.Thread(target=loop.run_until_complete, args=(own.run(stopping),))
    thread.start()
    try:
        assert own.registered.wait(REGISTERED_SECONDS)
        yield own
    finally:
        loop.call_soon_threadsafe(stopping.set)
        thread.join()
        loop.close()
