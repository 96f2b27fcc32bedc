"""Asterisk's manager port, by asterisk-ami 0.1.7. What is wrong with its client, and what is done about it:

AutoReconnect  does not come back when a listener raised: not used; a lost link gets a new client
answers        a time that is over looks like an answer, and none is ever forgotten: not used; they come like events
listeners      one that raises ends the reader: ours only hand on
the reader     ends without a word when it hears nothing for `timeout`, or another program than Asterisk: here it says so
send           sends a part when the socket is full, and takes any thread: all here, and by one thread alone
CR and LF      begin another action: `session.Wanted` refuses them
"""

import itertools
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from asterisk.ami import Action, AMIClient, Event, Response

from ivr.phone.workers import LOOPBACK

SILENCE_SECONDS = 15.0
"""The reader hears an answer at least every `link.PING_SECONDS`."""


class ManagerLost(Exception):
    """There is no link, or no longer one; the message says why."""


@dataclass(frozen=True)
class Happened:
    """An event."""

    name: str
    values: Mapping[str, str]
    variables: Mapping[str, str] = field(default_factory=dict)
    """The channel's, of those that manager.conf names."""


@dataclass(frozen=True)
class Answered:
    """What came of an action."""

    action_id: str
    done: bool
    message: str


@dataclass(frozen=True)
class Ended:
    """Nothing more will come."""


Item = Happened | Answered | Ended


class Client(AMIClient):  # type: ignore[misc]  # asterisk-ami has no types
    """One connection's. Used by one thread alone; `put` is called in the reader's."""

    def __init__(self, port: int, put: Callable[[Item], None]) -> None:
        super().__init__(LOOPBACK, port, timeout=SILENCE_SECONDS)
        self._put = put
        self._ids = (str(number) for number in itertools.count(1))
        self.add_listener(on_event=self._on_event, on_response=self._on_response)

    def open(self) -> None:
        """Raises ManagerLost."""
        try:
            self.connect()
        except OSError as fault:
            self._socket.close()
            raise ManagerLost(f"port {self._port}: {fault.strerror or fault}") from None

    def ask(self, name: str, values: Mapping[str, str], variables: Mapping[str, str]) -> str:
        """Sends an action; its answer will have the id that is returned. Raises ManagerLost."""
        action_id = next(self._ids)
        try:
            self.send(Action(name, {"ActionID": action_id, **values}, dict(variables)))
        except OSError as fault:
            raise ManagerLost(f"{name} could not be sent: {fault.strerror or fault}") from None
        return action_id

    def send(self, pack: Action) -> None:
        self._socket.sendall(f"{pack}\r\n".encode())

    def listen(self) -> None:
        with suppress(Exception):  # it raises that itself when what answers is not Asterisk
            super().listen()
        self._put(Ended())

    def close(self) -> None:
        self.finished.set()
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)  # wakes the reader
        self._thread.join(SILENCE_SECONDS)
        self._socket.close()

    def _on_event(self, event: Event, **_source: AMIClient) -> None:
        variables = event.keys.pop("ChanVariable", {})
        self._put(Happened(event.name, event.keys, variables))

    def _on_response(self, response: Response, **_source: AMIClient) -> None:
        keys = response.keys
        self._put(Answered(keys.get("ActionID", ""), response.status == "Success", keys.get("Message", "")))
