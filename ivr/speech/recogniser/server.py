"""The recogniser's process: a websocket on loopback for each call. It keeps no sound and logs no words."""

import asyncio
import contextlib
import logging
import signal
from collections.abc import AsyncIterator

import numpy as np
import structlog
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.typing import Subprotocol

from ivr.mendable import Mendable
from ivr.speech.recogniser.aeap import RemoteProtocolError
from ivr.speech.recogniser.call import GAP_SECONDS, Call
from ivr.speech.recogniser.decoder import EngineSource
from ivr.speech.recogniser.pool import Pool
from ivr.speech.recogniser.status import END, LOOPBACK, PATH, Status, to_json

log = structlog.get_logger()

PROTOCOL = Subprotocol("speech_to_text")
MOST_BYTES = 65_536
"""Of one message: a question with all phrases of a tree is far below it."""


class PortTaken(Mendable):
    """The recogniser can't listen; the message says what to set."""


def run(port: int, source: EngineSource, processes: int) -> None:
    """Serves until SIGTERM or SIGINT, with an engine or without. Raises PortTaken."""
    logging.getLogger("websockets").setLevel(logging.CRITICAL)  # who only looks whether the port is open is no error
    asyncio.run(_run(port, Pool(source, processes)))


async def _run(port: int, pool: Pool) -> None:
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    async with Recogniser(pool).listen(port):
        pool.start()
        try:
            await stopping.wait()
        finally:
            await asyncio.to_thread(pool.close)


class Recogniser:
    """All calls' connections, on one event loop."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._calls: set[Call] = set()

    @contextlib.asynccontextmanager
    async def listen(self, port: int) -> AsyncIterator[Server]:
        """Raises PortTaken."""
        try:
            server = await serve(
                self._answer,
                LOOPBACK,
                port,
                subprotocols=[PROTOCOL],
                origins=[None],  # no page in a browser of this machine
                process_request=self._request,
                compression=None,
                ping_interval=None,  # on loopback an end is noticed at once
                max_size=MOST_BYTES,
            )
        except OSError as error:
            raise PortTaken(f"IVR_RECOGNISER_PORT: {LOOPBACK} port {port}: {error.strerror}; set another") from None
        filling = asyncio.create_task(self._fill_gaps())
        try:
            async with server:
                yield server
        finally:
            filling.cancel()

    def status(self) -> Status:
        pool, tally = self._pool, self._pool.tally
        median, p95 = np.percentile(list(tally.milliseconds) or [0.0], [50, 95])
        return Status(
            engine=pool.engine,
            missing=pool.missing,
            processes=pool.processes,
            ready=pool.ready,
            sessions=len(self._calls),
            speaking=sum(call.speaking for call in self._calls),
            busy=pool.busy,
            queue=pool.queued,
            decoded=tally.decoded,
            failed=tally.failed,
            full=tally.full,
            median_ms=round(float(median), 1),
            p95_ms=round(float(p95), 1),
        )

    async def _answer(self, websocket: ServerConnection) -> None:
        call = Call(websocket, self._pool)
        self._calls.add(call)
        try:
            await call.serve()
        except ConnectionClosed:
            pass
        except RemoteProtocolError as fault:
            log.warning("session_ended", why=str(fault))
            await websocket.close(1002)
        finally:
            self._calls.discard(call)

    async def _request(self, _connection: ServerConnection, request: Request) -> Response | None:
        """Besides websockets the status, and the end of a call's turn."""
        if request.path.startswith(END):
            for call in [call for call in self._calls if call.name == request.path.removeprefix(END)]:
                await call.end_turn()
        elif request.path != PATH:
            return None
        body = to_json(self.status())
        headers = Headers({"Content-Type": "application/json", "Content-Length": str(len(body)), "Connection": "close"})
        return Response(200, "OK", headers, body)

    async def _fill_gaps(self) -> None:
        while True:
            await asyncio.sleep(GAP_SECONDS)
            for call in list(self._calls):
                await call.fill_gap()
