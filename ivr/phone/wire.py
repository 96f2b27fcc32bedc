"""One FastAGI connection: lines in, bytes out, and waiting for either a line or an event of ours."""

import contextlib
import select
import socket
import time

from ivr.phone.agi import MAX_LINE, Hangup


class Bell:
    """Wakes a call that waits for its caller. May be rung from any thread, also after the call is over."""

    def __init__(self) -> None:
        self._heard, self._rung = socket.socketpair()
        self._heard.setblocking(False)
        self._rung.setblocking(False)

    def ring(self) -> None:
        with contextlib.suppress(OSError):
            self._rung.send(b"!")

    def silence(self) -> None:
        with contextlib.suppress(BlockingIOError):
            self._heard.recv(4096)

    def fileno(self) -> int:
        return self._heard.fileno()

    def close(self) -> None:
        self._heard.close()
        self._rung.close()


class Wire:
    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._is_tcp = connection.family in {socket.AF_INET, socket.AF_INET6}
        # Two commands may follow each other without a reply between them: Nagle's algorithm would hold the second.
        self._hasten(socket.TCP_NODELAY)
        self._received = bytearray()

    def _hasten(self, option: int) -> None:
        if self._is_tcp:
            self._connection.setsockopt(socket.IPPROTO_TCP, option, 1)

    def send(self, command: bytes) -> None:
        try:
            self._connection.sendall(command)
        except OSError:
            raise Hangup("the connection to Asterisk has ended") from None

    def read_line(self, seconds: float | None = None) -> bytes:
        """A line with its line feed; without one it is where the connection ended. Raises TimeoutError."""
        deadline = None if seconds is None else time.monotonic() + seconds
        while b"\n" not in self._received and len(self._received) < MAX_LINE:
            self._connection.settimeout(None if deadline is None else max(0.001, deadline - time.monotonic()))
            try:
                chunk = self._connection.recv(4096)
            except ConnectionError:
                chunk = b""
            if not chunk:
                break
            # Asterisk may have a second reply to send, and its side waits for this acknowledgement: 40 ms, if delayed.
            self._hasten(socket.TCP_QUICKACK)
            self._received += chunk
        end = self._received.find(b"\n") + 1 or len(self._received)
        line = bytes(self._received[:end])
        del self._received[:end]
        return line

    def wait(self, seconds: float, bell: Bell | None = None) -> bool:
        """True when there is a line to read, False when the time is over or the bell rang."""
        if b"\n" in self._received:
            return True
        poll = select.poll()
        poll.register(self._connection, select.POLLIN)
        if bell:
            poll.register(bell, select.POLLIN)
        ready = {descriptor for descriptor, _ in poll.poll(max(0.0, seconds * 1000))}
        if bell and bell.fileno() in ready:
            bell.silence()
        return self._connection.fileno() in ready
