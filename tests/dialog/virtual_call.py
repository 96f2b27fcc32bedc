"""A call on a virtual clock: the real tree, no telephone. Reads as: press, hear, wait."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from ivr.dialog.actions import Action, Listen, Say
from ivr.dialog.conversation import Conversation, Opening, Step
from ivr.dialog.events import Event, Key, Played, Silence
from ivr.dialog.state import State, from_json, to_json
from ivr.menus.service import Service, read_service
from ivr.settings import DIALPLAN, PROMPTS
from ivr.spoken.utterance import plain

ID = "11010519491231002X"
PIN = "258014"
BETWEEN_KEYS = 0.3
OPEN = datetime(2026, 11, 24, 9, 5, tzinfo=ZoneInfo("Asia/Shanghai")).timestamp()
"""A Tuesday morning."""
NIGHT = datetime(2026, 11, 22, 2, 10, tzinfo=ZoneInfo("Asia/Shanghai")).timestamp()
"""A Sunday, at night."""
MOBILE = SecretStr("13812345678")


@cache
def service() -> Service:
    return read_service(DIALPLAN, PROMPTS)


@cache
def conversation() -> Conversation:
    return Conversation(service().tree, service().wording, service().office)


class VirtualCall:
    """One call. The state goes through JSON after every event, as it would between two processes."""

    def __init__(self, opening: Opening | None = None, engine: Conversation | None = None) -> None:
        self.at = 0.0
        self.steps: list[Step] = []
        self._engine = engine or conversation()
        turn = self._engine.begin(0.0, opening or Opening(OPEN, MOBILE))
        self.state: State = turn.state
        self.action: Action = turn.action

    def event(self, event: Event) -> "VirtualCall":
        turn = self._engine.on(self.state, event)
        self.state, self.action = from_json(to_json(turn.state)), turn.action
        self.steps += turn.steps
        return self

    def press(self, keys: str, between: float = BETWEEN_KEYS) -> "VirtualCall":
        for key in keys.replace(" ", ""):
            self.at += between
            self.event(Key(self.at, SecretStr(key)))
        return self

    def wait(self) -> "VirtualCall":
        """Nothing is pressed until the listening is over."""
        assert isinstance(self.action, Listen)
        self.at += self.action.seconds
        return self.event(Silence(self.at))

    def played(self) -> "VirtualCall":
        assert isinstance(self.action, Say)
        self.at += 2
        return self.event(Played(self.at))

    def later(self, seconds: float) -> "VirtualCall":
        self.at += seconds
        return self

    @property
    def hears(self) -> str:
        action = self.action
        return plain(action.utterance).get_secret_value() if isinstance(action, Listen | Say) else ""

    @property
    def doing(self) -> type[Action]:
        return type(self.action)

    @property
    def outcomes(self) -> list[tuple[str, str]]:
        return [(step.node, step.outcome) for step in self.steps]


def identified() -> VirtualCall:
    """A call whose caller has keyed ID and PIN for the account's balance; the PIN is being checked."""
    return VirtualCall().press("111").press(id_keys()).press("1").press(PIN)


def id_keys(number: str = ID) -> str:
    return number.replace("X", "*")


def words(**columns: str) -> Mapping[str, SecretStr]:
    return {name: SecretStr(value) for name, value in columns.items()}


def text_of(prompt: str) -> str:
    return service().wording.texts[prompt]
