"""One call's connection: its session on a websocket, and its utterances on their way through the pool."""

import asyncio
import contextlib
import socket
from collections.abc import Iterable

import webrtcvad
from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from ivr.speech.recogniser.listening import Decode
from ivr.speech.recogniser.pool import Pool
from ivr.speech.recogniser.session import Output, Send, Session
from ivr.speech.recogniser.voice import FRAME_BYTES, FRAMES_A_SECOND, Voice

STRICTNESS = 2
"""webrtcvad's aggressiveness. At 3 it misses 2 of 13 single digits in noise 10 dB below the voice, at 2 none."""
GAP_SECONDS = 0.2
"""A telephone that sends nothing while its owner is silent must not keep an utterance from ending."""
TOGETHER_SECONDS = 0.06
"""All calls' sound is read at the same moments, so far apart: to be woken costs as much as hearing three frames."""
LONGEST_REST_SECONDS = 0.24
"""So long sound may lie unread in which there can be nothing to tell. A message of Asterisk, as after a key, waits with it."""
DECODED_SECONDS = 6.0
"""How long a caller waits for an utterance that is decoded, with all that goes wrong on the way."""
_GAP = bytes(FRAME_BYTES) * round(GAP_SECONDS * FRAMES_A_SECOND)


class Call:
    def __init__(self, websocket: ServerConnection, pool: Pool) -> None:
        self._websocket = websocket
        self._pool = pool
        self._session = Session(Voice(webrtcvad.Vad(STRICTNESS)), self._admits)
        self._loop = asyncio.get_running_loop()
        self._last_sound = self._loop.time()
        self._decoding: set[asyncio.Task[None]] = set()
        self._about_to_rest = False
        self._socket: socket.socket = websocket.transport.get_extra_info("socket")

    async def serve(self) -> None:
        """Until the connection ends. Raises RemoteProtocolError, ConnectionClosed."""
        try:
            async for message in self._websocket:
                if isinstance(message, str):
                    await self._perform(self._session.message(message))
                    self._acknowledge()
                else:
                    self._last_sound = self._loop.time()
                    await self._perform(self._session.sound(message))
                    self._rest_soon()
        finally:
            for task in self._decoding:
                task.cancel()

    @property
    def name(self) -> str:
        return self._session.call

    @property
    def speaking(self) -> bool:
        return self._session.speaking

    async def end_turn(self) -> None:
        with contextlib.suppress(ConnectionClosed):
            await self._perform(self._session.end())

    async def fill_gap(self) -> None:
        """To be called every GAP_SECONDS."""
        silent_seconds = self._loop.time() - self._last_sound
        if self._session.speaking and silent_seconds > GAP_SECONDS + LONGEST_REST_SECONDS:
            with contextlib.suppress(ConnectionClosed):
                await self._perform(self._session.sound(_GAP))

    def _rest_soon(self) -> None:
        """Once all is heard that was read together: the loop hears it without a break."""
        if not self._about_to_rest:
            self._about_to_rest = True
            self._loop.call_soon(self._rest)

    def _rest(self) -> None:
        """Until there is more to read together."""
        self._about_to_rest = False
        transport = self._websocket.transport
        if not transport.is_reading():
            return
        self._acknowledge()
        now = self._loop.time()
        calm = min(self._session.calm_frames / FRAMES_A_SECOND, LONGEST_REST_SECONDS)
        moment = (now + calm) // TOGETHER_SECONDS * TOGETHER_SECONDS
        if moment > now:
            transport.pause_reading()
            self._loop.call_at(moment, transport.resume_reading)

    def _acknowledge(self) -> None:
        """Asterisk sends nothing new before it: 40 ms, if delayed."""
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)

    async def _perform(self, outputs: Iterable[Output]) -> None:
        for output in outputs:
            if isinstance(output, Send):
                await self._websocket.send(output.text)
                self._websocket.transport.resume_reading()  # Asterisk answers
            elif output.provisional and not self._pool.idle:
                self._session.decoded(output.number, None)
            else:
                task = self._loop.create_task(self._decode(output))
                self._decoding.add(task)
                task.add_done_callback(self._decoding.discard)

    async def _decode(self, job: Decode) -> None:
        done = asyncio.wrap_future(self._pool.submit(job.question, job.samples))
        try:
            answer = await asyncio.wait_for(done, DECODED_SECONDS)
        except TimeoutError:
            answer = None
        with contextlib.suppress(ConnectionClosed):
            await self._perform(self._session.decoded(job.number, answer))

    def _admits(self) -> bool:
        admitted = self._pool.admits()
        self._pool.tally.full += not admitted
        return admitted
