"""One link's life with Asterisk's manager, without sockets: what has come in, and what is sent for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from pydantic import SecretStr

from ivr.phone.manager.channels import Channels
from ivr.phone.manager.client import Answered, Ended, Happened, Item, ManagerLost

ACCOUNT = "console"
NOTHING: Mapping[str, str] = {}
Then = Callable[[Answered], None]
_BREAKS = frozenset("\r\n\0")


class Asks(Protocol):
    """Sends an action and returns the id that its answer will have. Raises ManagerLost."""

    def __call__(self, name: str, values: Mapping[str, str], variables: Mapping[str, str], /) -> str: ...


@dataclass(frozen=True)
class Wanted:
    """Something that Asterisk is to do, and who waits for the answer. Raises ValueError for a line break, which would begin
    another action."""

    name: str
    values: Mapping[str, str] = field(repr=False)
    variables: Mapping[str, str]
    then: Then = field(repr=False)

    def __post_init__(self) -> None:
        if any(_BREAKS & set(text) for pair in (*self.values.items(), *self.variables.items()) for text in pair):
            raise ValueError(f"a value of {self.name} holds a line break")


class Session:
    """Begins with logging in, goes on with the list of channels, then follows what happens."""

    def __init__(self, ask: Asks, secret: SecretStr) -> None:
        self.channels = Channels()
        self._ask = ask
        self._waiting: dict[str, Then] = {}
        login = {"Username": ACCOUNT, "Secret": secret.get_secret_value()}
        self._send(Wanted("Login", login, NOTHING, self._logged_in))

    def on(self, item: Item | Wanted) -> None:
        """Raises ManagerLost."""
        match item:
            case Wanted():
                self._send(item)
            case Answered():
                self._waiting.pop(item.action_id, _nobody)(item)
            case Happened():
                self.channels.on(item)
            case Ended():
                raise ManagerLost("Asterisk has closed the connection")

    def quiet(self) -> None:
        """Nothing has come for a while. Raises ManagerLost when something was due."""
        if self._waiting:
            raise ManagerLost("Asterisk does not answer")
        self._send(Wanted("Ping", NOTHING, NOTHING, _nobody))

    def _send(self, wanted: Wanted) -> None:
        self._waiting[self._ask(wanted.name, wanted.values, wanted.variables)] = wanted.then

    def _logged_in(self, answer: Answered) -> None:
        if not answer.done:
            raise ManagerLost(f"Asterisk does not let {ACCOUNT} in ({answer.message}): was it started by this system?")
        self._send(Wanted("CoreShowChannels", NOTHING, NOTHING, _nobody))


def _nobody(_answer: Answered) -> None:
    """Who does not wait for it."""
