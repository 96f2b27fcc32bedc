"""Everything that a conversation knows, small enough to go on in another process."""

from dataclasses import dataclass, field
from typing import Annotated

from pydantic import PlainSerializer, SecretStr, TypeAdapter

from ivr.menus.model import Level
from ivr.spoken.utterance import Rate

Secret = Annotated[SecretStr, PlainSerializer(lambda secret: secret.get_secret_value(), when_used="json")]

NOTHING = SecretStr("")


@dataclass(frozen=True)
class Notice:
    """A prompt that is said before the next one: why the caller is asked again."""

    prompt: str
    values: dict[str, Secret] = field(default_factory=dict)


@dataclass(frozen=True)
class State:
    """One caller's place in the tree and what they have told us."""

    node: str
    entered_at: float
    """When the node was entered: seconds since the call was answered."""
    history: tuple[str, ...] = ()
    """Where `*` leads back to, the last one first to be taken."""
    rate: Rate = Rate.NORMAL
    no_input: int = 0
    no_match: int = 0
    failures: int = 0
    """Invalid entries of the number being asked for."""
    notice: tuple[Notice, ...] = ()
    level: Level = Level.L0
    id_number: Secret = NOTHING
    entry: Secret = NOTHING
    """The keys of the number being entered; after that the PIN, until it has been checked."""
    wanted: str = ""
    """The query the caller was on the way to when they had to log in, or that failed."""
    rows: tuple[dict[str, Secret], ...] = ()
    """The answer being said, so that it can be repeated without another look-up."""
    row: int = 0
    flush_until: float = 0.0
    """Keys before this moment were typed ahead of a wrong one and are dropped."""
    last_key: Secret = NOTHING
    last_key_at: float = 0.0
    entry_ended_at: float = -60.0
    """When the last number was complete: people press # after it although they need not."""
    answered: bool = False
    """At least one answer has been said."""


_JSON = TypeAdapter(State)


def to_json(state: State) -> bytes:
    """The state with its secrets in clear: for a store that may hold them, never for a log."""
    return _JSON.dump_json(state)


def from_json(data: bytes) -> State:
    return _JSON.validate_json(data)
