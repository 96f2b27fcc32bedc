"""A recogniser that says that it is well, takes a call, and then sends what nobody can understand."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from websockets.datastructures import Headers
from websockets.http11 import Request, Response
from websockets.sync.server import ServerConnection, serve

from ivr.speech.recogniser import aeap
from ivr.speech.recogniser.heard import Turn
from ivr.speech.recogniser.server import PROTOCOL
from ivr.speech.recogniser.status import LOOPBACK, PATH, Status, to_json

LOUD = 1000
"""Of 32,768: what is said, and not the line's noise."""


@dataclass
class Garbage:
    """Sensible until it has told that somebody speaks, if at all; then garbage, which is counted."""

    sensible: bool
    sent: int = 0

    def answer(self, message: str | bytes) -> str | bytes | None:
        request = aeap.parse(message) if isinstance(message, str) else None
        if isinstance(request, aeap.Setup):
            return aeap.accepted(request)
        if self.sensible:
            return aeap.done(request) if isinstance(request, aeap.Set) else self._notice(message)
        self.sent += 1
        return "{" if request else b"\xff" * 1000

    def _notice(self, sound: str | bytes) -> str | None:
        if isinstance(sound, str) or np.abs(np.frombuffer(sound, "<i2")).max() <= LOUD:
            return None
        self.sensible = False
        return aeap.result(Turn.SPEAKING)


@contextmanager
def garbage(port: int, *, sensible: bool = False) -> Iterator[Garbage]:
    """It listens there."""
    babbler = Garbage(sensible)

    def well(connection: ServerConnection, request: Request) -> Response | None:
        if request.path != PATH:
            return None
        body = to_json(Status("garbage", "", 1, 1, 0, 0, 0, 0, 0, 0, 0, 0.0, 0.0))
        return Response(200, "OK", Headers({"Content-Length": str(len(body)), "Connection": "close"}), body)

    def babble(websocket: ServerConnection) -> None:
        for message in websocket:
            if (said := babbler.answer(message)) is not None:
                websocket.send(said)

    with serve(babble, LOOPBACK, port, subprotocols=[PROTOCOL], process_request=well) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield babbler
        server.shutdown()
