"""Asterisk's manager port, as far as the link uses it. What it does wrong is told to it line by line."""

import contextlib
import queue
import socket
import threading
from collections.abc import Iterable, Mapping

GREETING = b"Asterisk Call Manager/11.0.0\r\n"


class FakeManager:
    """Takes one link after the other. What it is asked can be waited for."""

    def __init__(self, known: str = "right", greeting: bytes = GREETING) -> None:
        self.channels: list[Mapping[str, str]] = []
        self.silent = False
        self._secret = known
        self._greeting = greeting
        self._asked: queue.SimpleQueue[dict[str, str]] = queue.SimpleQueue()
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        self._link: socket.socket | None = None
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def asked(self, action: str) -> dict[str, str]:
        """The next action of this name, with its values; those between are passed over."""
        while True:
            values = self._asked.get(timeout=10)
            if values["Action"] == action:
                return values

    def tell(self, name: str, **values: str) -> None:
        self._send({"Event": name, **values})

    def tell_raw(self, data: bytes) -> None:
        assert self._link
        self._link.sendall(data)

    def cut(self) -> None:
        """The connection breaks; the port stays open."""
        assert self._link
        self._link.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        if self._link is not None:
            with contextlib.suppress(OSError):  # they may have gone first
                self.cut()
        self._thread.join(10)

    def _serve(self) -> None:
        while True:
            try:
                link, _ = self._server.accept()
            except OSError:
                return
            with link, link.makefile("rb") as lines:
                self._link = link
                self.tell_raw(self._greeting)
                self._converse(lines)
            self._link = None

    def _converse(self, lines: Iterable[bytes]) -> None:
        values: dict[str, str] = {}
        try:
            for line in lines:
                name, _, value = line.decode().strip().partition(": ")
                if name:
                    values[name] = value
                elif not self.silent:
                    self._on(values)
                    values = {}
        except OSError:
            return

    def _on(self, values: dict[str, str]) -> None:
        action, action_id = values["Action"], values["ActionID"]
        wrong = action == "Login" and values["Secret"] != self._secret
        self._send({"Response": "Error" if wrong else "Success", "ActionID": action_id, "Message": "so"})
        if action == "CoreShowChannels":
            for channel in self.channels:
                self._send({"Event": "CoreShowChannel", "ActionID": action_id, **channel})
            self._send({"Event": "CoreShowChannelsComplete", "ActionID": action_id})
        self._asked.put(values)

    def _send(self, values: Mapping[str, str]) -> None:
        lines = "".join(f"{name}: {value}\r\n" for name, value in values.items())
        self.tell_raw(f"{lines}\r\n".encode())
