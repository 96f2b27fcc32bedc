"""The link to Asterisk's manager: one thread has it, and makes it anew whenever it is lost."""

import queue
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import closing
from typing import Protocol

import structlog
from pydantic import SecretStr

from ivr.phone.manager.channels import Channel
from ivr.phone.manager.client import Answered, Client, Item, ManagerLost
from ivr.phone.manager.session import NOTHING, Session, Wanted

log = structlog.get_logger()

PING_SECONDS = 2.0
"""So long nothing may be heard before Asterisk is asked, and so long after that before the link counts as lost."""
RETRY_SECONDS = 1.0
ANSWER_SECONDS = 2 * PING_SECONDS + 1.0
RING_MS = 20_000
LISTEN_TO = "IVR_LISTEN_TO"
LISTENING = {"Context": "listening", "Exten": "s", "Priority": "1"}
"""Where the dialplan has somebody listen to the channel that LISTEN_TO names."""


class SwitchUnavailable(Exception):
    """Asterisk can't be reached, or did not do it; the message says why."""


class Switch(Protocol):
    """Asterisk, as the live board needs it. When it is gone calls are gone too, and the board says so."""

    @property
    def up(self) -> bool: ...

    def channels(self) -> tuple[Channel, ...]:
        """Every line there is; none while Asterisk can't be reached."""
        ...

    def hang_up(self, channel: Channel) -> None:
        """Raises SwitchUnavailable."""
        ...

    def listen_in(self, channel: Channel, extension: str) -> None:
        """Rings an extension of the dialplan's context `people`; who answers hears both sides and is not heard.

        Raises SwitchUnavailable.
        """
        ...

    def listen_by(self, listener: Channel, channel: Channel) -> None:
        """The same by a line that is there already. Raises SwitchUnavailable."""
        ...


class _NoSwitch:
    """Where no Asterisk is: nothing runs."""

    up = False

    def channels(self) -> tuple[Channel, ...]:
        return ()

    def hang_up(self, channel: Channel) -> None:
        raise SwitchUnavailable(channel.name)

    def listen_in(self, channel: Channel, extension: str) -> None:  # noqa: ARG002
        raise SwitchUnavailable(channel.name)

    def listen_by(self, listener: Channel, channel: Channel) -> None:  # noqa: ARG002
        raise SwitchUnavailable(channel.name)


NO_SWITCH: Switch = _NoSwitch()


class Manager:
    """The Switch that is a running Asterisk. `changed` is called in the link's thread whenever there is news."""

    def __init__(self, port: int, secret: SecretStr, changed: Callable[[], None]) -> None:
        self._port = port
        self._secret = secret
        self._changed = changed
        self._stopping = threading.Event()
        self._inbox: queue.SimpleQueue[Item | Wanted | None] | None = None
        self._channels: tuple[Channel, ...] | None = None
        self._thread = threading.Thread(target=self._run, name="manager", daemon=True)
        self._lost = ""

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if (inbox := self._inbox) is not None:
            inbox.put(None)
        self._thread.join()

    @property
    def up(self) -> bool:
        return self._channels is not None

    def channels(self) -> tuple[Channel, ...]:
        return self._channels or ()

    def hang_up(self, channel: Channel) -> None:
        self._do("Hangup", {"Channel": channel.unique_id, "Cause": "16"}, NOTHING)

    def listen_in(self, channel: Channel, extension: str) -> None:
        rung = {"Channel": f"Local/{extension}@people", "Timeout": str(RING_MS), "Async": "true"}
        self._do("Originate", rung | LISTENING, {LISTEN_TO: channel.unique_id})

    def listen_by(self, listener: Channel, channel: Channel) -> None:
        line = {"Channel": listener.name}
        self._do("Setvar", line | {"Variable": LISTEN_TO, "Value": channel.unique_id}, NOTHING)
        self._do("Redirect", line | LISTENING, NOTHING)

    def _do(self, name: str, values: Mapping[str, str], variables: Mapping[str, str]) -> None:
        inbox, answer = self._inbox, Future[Answered]()
        if inbox is None:
            raise SwitchUnavailable("Asterisk can't be reached")
        inbox.put(Wanted(name, values, variables, answer.set_result))
        try:
            answered = answer.result(ANSWER_SECONDS)
        except TimeoutError:
            raise SwitchUnavailable("Asterisk did not answer") from None
        if not answered.done:
            raise SwitchUnavailable(answered.message)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._live()
            except ManagerLost as fault:
                self._note(str(fault))
            self._stopping.wait(RETRY_SECONDS)

    def _live(self) -> None:
        """From one connection's beginning to its end. Raises ManagerLost."""
        inbox: queue.SimpleQueue[Item | Wanted | None] = queue.SimpleQueue()
        client = Client(self._port, inbox.put)
        client.open()
        try:
            with closing(client):
                session = Session(client.ask, self._secret)
                self._inbox = inbox
                while not self._stopping.is_set():
                    self._step(session, inbox)
        finally:
            self._inbox = self._channels = None
            self._changed()

    def _step(self, session: Session, inbox: "queue.SimpleQueue[Item | Wanted | None]") -> None:
        try:
            item = inbox.get(timeout=PING_SECONDS)
        except queue.Empty:
            session.quiet()
            return
        if item is None:
            return
        session.on(item)
        if session.channels.complete and (now := tuple(session.channels)) != self._channels:
            self._channels = now
            self._note("")
            self._changed()

    def _note(self, lost: str) -> None:
        """Logged when it changes, not at every try."""
        if lost and not self._lost:
            log.warning("manager_link_lost", why=lost)
        elif self._lost and not lost:
            log.info("manager_link_is_back")
        self._lost = lost
