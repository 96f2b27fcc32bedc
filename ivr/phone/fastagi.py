"""The FastAGI server: a connection is a call, a call is a thread."""

import contextlib
import errno
import socket
import socketserver
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import structlog

from ivr.mendable import Mendable
from ivr.phone.agi import BadEnvironment, CallEnvironment, parse_environment
from ivr.phone.channel import Channel
from ivr.phone.ports import taken
from ivr.phone.wire import Wire

log = structlog.get_logger()

Handle = Callable[[Channel, CallEnvironment], None]

ENVIRONMENT_SECONDS = 5.0
"""Asterisk sends it at once; who does not is a port scanner."""
_CLOSING_SECONDS = 2.0


class CannotListen(Mendable):
    """The server has no port to listen on; the message says what to do."""


class AddressInUse(CannotListen):
    pass


class Server(socketserver.ThreadingTCPServer):
    """Runs until stopped. Made by `serve`."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], handle: Handle, limit: int, silence: str) -> None:
        self._handle = handle
        self._limit = limit
        self._silence = silence
        self._calls: set[socket.socket] = set()
        self._changed = threading.Condition()
        super().__init__(address, socketserver.BaseRequestHandler)

    @property
    def calls(self) -> int:
        return len(self._calls)

    def stop(self, grace: float) -> int:
        """Takes no further call and gives the others `grace` seconds to end. Returns how many had to be cut."""
        self.shutdown()
        self.server_close()
        self._wait_for_end(grace)
        with self._changed:
            late = list(self._calls)
        for connection in late:
            _close(connection)
        self._wait_for_end(_CLOSING_SECONDS)
        return len(late)

    def _wait_for_end(self, seconds: float) -> None:
        with self._changed:
            self._changed.wait_for(lambda: not self._calls, seconds)

    # What socketserver calls: in the accepting thread …

    def verify_request(self, _request: object, _address: object) -> bool:
        """A connection closed at once: the dialplan goes on with its apology."""
        if self.calls < self._limit:
            return True
        log.error("call_refused", calls=self.calls, why="as many calls as this application takes are under way")
        return False

    def process_request(self, request: socket.socket, client_address: Any) -> None:  # type: ignore[override]
        with self._changed:
            self._calls.add(request)
        super().process_request(request, client_address)

    # … and in the call's own.

    def finish_request(self, request: socket.socket, _address: object) -> None:  # type: ignore[override]
        wire = Wire(request)
        try:
            environment = parse_environment(_lines(wire))
        except BadEnvironment as fault:
            log.debug("not_a_call", why=str(fault))  # who looks whether we listen says nothing
            return
        channel = Channel(wire, environment, self._silence)
        try:
            self._handle(channel, environment)
        except Exception as fault:  # noqa: BLE001  # one call's fault must not end the others; its words stay out
            log.error("call_failed", error=type(fault).__name__, where=_where(fault))
        finally:
            channel.close()

    def shutdown_request(self, request: socket.socket) -> None:  # type: ignore[override]
        _close(request)
        self.close_request(request)
        with self._changed:
            self._calls.discard(request)
            self._changed.notify_all()

    def handle_error(self, _request: object, _address: object) -> None:
        log.exception("call_not_started")


def serve(address: tuple[str, int], handle: Handle, *, limit: int, silence: str) -> Server:
    """Starts taking calls, each in a thread of its own. Raises CannotListen."""
    try:
        server = Server(address, handle, limit, silence)
    except OSError as error:
        raise _cannot_listen(address, error) from None
    threading.Thread(target=server.serve_forever, args=(0.05,), name="fastagi", daemon=True).start()
    return server


def _cannot_listen(address: tuple[str, int], error: OSError) -> CannotListen:
    host, port = address
    if error.errno == errno.EADDRINUSE:
        return AddressInUse(taken("IVR_AGI_PORT", host, port, port + 1))
    return CannotListen(
        f"FastAGI can't listen on {host}:{port}: {error.strerror}; set IVR_AGI_PORT to a free port above 1023"
    )


def _lines(wire: Wire) -> Iterator[bytes]:
    deadline = time.monotonic() + ENVIRONMENT_SECONDS
    while True:
        try:
            yield wire.read_line(deadline - time.monotonic())
        except TimeoutError:
            raise BadEnvironment(f"the AGI environment did not come within {ENVIRONMENT_SECONDS:g} s") from None


def _where(fault: BaseException) -> list[str]:
    """The way to the fault without its words, which may hold a caller's data."""
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(fault.__traceback__)]


def _close(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):  # the other side may be faster
        connection.shutdown(socket.SHUT_RDWR)
