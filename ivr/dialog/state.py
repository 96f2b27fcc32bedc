"""Everything that a conversation knows, small enough to go on in another process."""

from dataclasses import dataclass, field

from pydantic import SecretStr, TypeAdapter

from ivr.dialog.pieces import Piece, Secret
from ivr.menus.model import Level
from ivr.spoken.utterance import Rate

NOTHING = SecretStr("")


@dataclass(frozen=True)
class Notice:
    """A prompt that is said before the next one: an announcement, an answer, or why the caller is asked again."""

    prompt: str
    values: dict[str, Secret] = field(default_factory=dict)


@dataclass(frozen=True)
class State:
    """One caller's place in the tree and what they have told us."""

    node: str
    entered_at: float
    """When the node was entered: seconds since the call was answered."""
    began: float = 0.0
    """The moment of the answer, in seconds since 1970."""
    history: tuple[str, ...] = ()
    """Where `*` leads back to, the last one first to be taken."""
    person: str = ""
    """The transfer node behind key 0 here; the tree's common one when empty."""
    rate: Rate = Rate.NORMAL
    """Slow once the caller asked for it or was silent: then there is more time for every key, too."""
    no_input: int = 0
    no_match: int = 0
    failures: int = 0
    """Invalid entries of the number being asked for."""
    errors: int = 0
    """Everything that went wrong for this caller in the call."""
    notice: tuple[Notice, ...] = ()
    answer: tuple[Notice, ...] = ()
    """What was told last: it can be sent as a text message."""
    telling: bool = False
    """The answer is said with this node's prompt, and again whenever that is repeated."""
    came_from: str = ""
    """The node the caller was in before this one."""
    trouble: str = ""
    """What went wrong last and where, as `Q121 slow`."""
    level: Level = Level.L0
    initial_pin: bool = False
    """The PIN is still the one that was given out."""
    id_number: Secret = NOTHING
    segments: tuple[int, ...] = ()
    """Which parts of the ID number are being asked again, 1 to 3; none when it is asked for whole."""
    entry: Secret = NOTHING
    """The keys of the number or choice being entered; after that the PIN, until it has been checked."""
    pieces: tuple[Piece, ...] = ()
    """What has been heard of the number being spoken: in the order it came, or an ID number's parts while one is asked again."""
    in_doubt: str = ""
    """What the caller seems to have meant and is being asked about, as `meaning.to_text` writes it."""
    keys_only: bool = False
    """Nobody could listen to the caller in this node: here it goes on by keys."""
    values: dict[str, Secret] = field(default_factory=dict)
    """Variables by name: what was keyed besides (`case_number`, `phone`), what options set."""
    given: dict[str, Secret] = field(default_factory=dict)
    """What the last change gave that later nodes read out, in words: the case number."""
    wanted: str = ""
    """The look-up or act the caller was on the way to when they had to log in, or that failed."""
    rows: tuple[dict[str, Secret], ...] = ()
    """The answer being said, row by row."""
    row: int = 0
    acts: int = 0
    """How many changes were asked for in this call: the number of the one in progress makes it happen once."""
    cut_off: str = ""
    """The node in which this caller's last call was cut off a few minutes ago."""
    flush_until: float = 0.0
    """Keys before this moment were typed ahead of a wrong one and are dropped."""
    last_key: Secret = NOTHING
    last_key_at: float = 0.0
    entry_began_at: float = 0.0
    entry_ended_at: float = -60.0
    """When the last number was complete: people press # after it although they need not."""
    answered: bool = False
    """At least one answer has been said."""

    @property
    def told(self) -> tuple[Notice, ...]:
        """What is said before this node's prompt."""
        return self.answer if self.telling else ()

    @property
    def so_far(self) -> str:
        """The number being entered, as far as it was said, by the likeliest readings, and keyed; or the part asked again."""
        said = () if self.segments else self.pieces
        digits = (*(piece.readings[0].digits for piece in said), self.entry)
        return "".join(part.get_secret_value() for part in digits)

    def value(self, name: str) -> str:
        """A variable; empty when it is not set."""
        return self.values.get(name, NOTHING).get_secret_value()


_JSON = TypeAdapter(State)


def to_json(state: State) -> bytes:
    """The state with its secrets in clear: for a store that may hold them, never for a log."""
    return _JSON.dump_json(state)


def from_json(data: bytes) -> State:
    """Raises ValueError for what is no state of this version."""
    return _JSON.validate_json(data)
