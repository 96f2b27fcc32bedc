"""UDP sockets that tell when the kernel, not this process, got each datagram."""

import socket
import struct
import time
from collections.abc import Iterator

_SO_TIMESTAMPNS = 35
"""Linux; the socket module does not name it."""
_TIMESPEC = struct.Struct("@ll")
_LONGEST = 65536


class Udp:
    def __init__(self, local: tuple[str, int], remote: tuple[str, int] | None = None) -> None:
        """Connected to `remote` when there is only one. Raises OSError."""
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            self._socket.setblocking(False)
            self._socket.setsockopt(socket.SOL_SOCKET, _SO_TIMESTAMPNS, 1)
            self._socket.bind(local)
            if remote:
                self._socket.connect(remote)
        except OSError:
            self._socket.close()
            raise
        # The largest of a few: a process that is put to sleep between the two readings gets too small a difference.
        self._to_monotonic = max(time.monotonic() - time.time() for _ in range(5))

    def fileno(self) -> int:
        return self._socket.fileno()

    @property
    def address(self) -> tuple[str, int]:
        host, port = self._socket.getsockname()
        return host, port

    def send(self, data: bytes, to: tuple[str, int] | None = None) -> None:
        """Raises ConnectionRefusedError when nothing listens at the remote end of a connected socket."""
        try:
            if to:
                self._socket.sendto(data, to)
            else:
                self._socket.send(data)
        except ConnectionRefusedError:
            raise
        except OSError:
            pass  # a full buffer or a broken route loses datagrams, as the network may

    def waiting(self) -> Iterator[tuple[bytes, float]]:
        """What has come in, with its time of arrival by time.monotonic(). Raises ConnectionRefusedError."""
        while True:
            try:
                data, ancillary, _, _ = self._socket.recvmsg(_LONGEST, 64)
            except ConnectionRefusedError:
                raise
            except OSError:
                return
            yield data, self._arrival(ancillary)

    def close(self) -> None:
        self._socket.close()

    def _arrival(self, ancillary: list[tuple[int, int, bytes]]) -> float:
        for level, kind, stamp in ancillary:
            if level == socket.SOL_SOCKET and kind == _SO_TIMESTAMPNS and len(stamp) == _TIMESPEC.size:
                seconds, nanoseconds = _TIMESPEC.unpack(stamp)
                return float(seconds + nanoseconds * 1e-9 + self._to_monotonic)
        return time.monotonic()
