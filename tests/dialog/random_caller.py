"""A random caller and everything that can happen to them, on a virtual clock. The same seed is the same call."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random

from pydantic import SecretStr

from ivr.dialog.actions import Action, End, Listen, LookUp, Perform, Record, Say, Transfer, Verify
from ivr.dialog.conversation import Opening, Turn
from ivr.dialog.events import Event, Key, Played, Recorded, Silence, TransferEnded, Unspeakable
from ivr.dialog.state import NOTHING, State, from_json, to_json
from ivr.menus.model import WANTED, Ask, Choices, Node
from ivr.menus.office import CHINA
from tests.dialog import random_people
from tests.dialog.random_backends import looked_up, verdict
from tests.dialog.random_house import House

SILENT, WRONG = "says nothing", "presses a wrong key"
UNCOMMON = 0.02
MOMENTS = tuple(
    datetime.fromisoformat(moment).replace(tzinfo=CHINA).timestamp()
    for moment in (
        "2026-11-24T09:05:00",  # there is an announcement
        "2026-11-25T10:00:00",
        "2026-11-25T16:59:30",  # the office closes in the middle of the call
        "2026-11-22T02:10:00",
        "2026-10-01T10:00:00",  # a holiday
    )
)
PHONES = (NOTHING, SecretStr(random_people.MOBILE), SecretStr(random_people.LANDLINE))


@dataclass(frozen=True)
class Seen:
    """A turn, and what it came of."""

    before: Turn | None
    event: Event | None
    """None at the beginning, and when the call goes on in another process."""
    turn: Turn
    at: float
    kept: bytes
    """The turn's state as it would be kept."""


class RandomCaller:
    """Does anything for some turns; from then on sticks to one habit."""

    def __init__(self, house: House, seed: object, cut_off: State | None = None) -> None:
        self._random = Random(str(seed))  # noqa: S311
        self._house, self._cut_off = house, cut_off
        self._wrong = self._random.choice("12345678")
        self._goal = self._random.choice(house.goals)
        self._keys: deque[tuple[float, str]] = deque()
        self._at = 0.0
        self.habit = ""
        self.turns_of_habit = 0

    def call(self, turns: int, most: int) -> Iterator[Seen]:
        """The call turn by turn; AssertionError if `most` turns of a habit are no end to it."""
        seen = self._seen(None, None, self._begun())
        yield seen
        while not self._over(seen.turn):
            if turns == 0:
                self._take_to_a_habit()
            turns -= 1
            assert self.turns_of_habit < most, f"who {self.habit} is still in the call, at {seen.turn.state.node}"
            self.turns_of_habit += bool(self.habit)
            seen = self._next(seen)
            yield seen

    def _over(self, turn: Turn) -> bool:
        return isinstance(turn.action, End) or (self.habit == WRONG and isinstance(turn.action, Transfer))

    def _take_to_a_habit(self) -> None:
        self.habit = self._random.choice((SILENT, WRONG))
        self._keys.clear()

    def _begun(self) -> Turn:
        cut_off = self._cut_off if self._chance(0.5) else None
        opening = Opening(self._random.choice(MOMENTS), self._random.choice(PHONES), cut_off)
        return self._house.engine.begin(self._at, opening)

    def _next(self, seen: Seen) -> Seen:
        state = from_json(seen.kept)
        if not self.habit and self._chance(UNCOMMON):
            self._keys.clear()
            self._later(1, 9)
            return self._seen(seen.turn, None, self._house.engine.resume(state, self._at))
        event = self._event(seen.turn)
        return self._seen(seen.turn, event, self._house.engine.on(state, event))

    def _seen(self, before: Turn | None, event: Event | None, turn: Turn) -> Seen:
        return Seen(before, event, turn, event.at if event else self._at, to_json(turn.state))

    def _event(self, turn: Turn) -> Event:
        state, action = turn.state, turn.action
        if isinstance(action, Listen | Say) and action.utterance and self._chance(UNCOMMON):
            return Unspeakable(self._at)
        if isinstance(action, Listen):
            return self._listening(state, action)
        return self._done(state, action)

    def _done(self, state: State, action: Action) -> Event:
        """What no key ends, or one key only."""
        match action:
            case Say():
                self._ahead(state)
                return Played(self._later(1, 9))
            case Verify():
                return verdict(self._random, self._later(0.1, 4))
            case LookUp() | Perform():
                return self._answer(state, action)
            case Record():
                return self._recorded(self._later(0, action.most_seconds))
        answered = not self.habit and self._chance(0.3)
        return TransferEnded(self._later(5, 30), answered=answered)

    def _listening(self, state: State, action: Listen) -> Event:
        if not self._keys and self.habit != SILENT and (self.habit or not self._chance(0.1)):
            keys = self._wrong_key(state) if self.habit else self._wish(state)
            self._press(keys, self._later(0.05, action.seconds))
        if self._keys:
            at, key = self._keys.popleft()
            self._at = max(self._at, at)
            return Key(at, SecretStr(key))
        return Silence(self._later(action.seconds, action.seconds + 9))

    def _press(self, keys: str, at: float) -> None:
        between = self._random.choice((0.05, 0.3, 1))
        self._keys += ((at + number * between, key) for number, key in enumerate(keys))

    def _ahead(self, state: State) -> None:
        """Keys that were pressed while nobody was asked anything."""
        if not self.habit and self._chance(0.1):
            self._press(self._wish(state), self._at)

    def _wish(self, state: State) -> str:
        """What a caller might key here: something that fits, mostly."""
        node: Node = self._house.node(state.node)
        if isinstance(node, Ask) and self._chance(0.9):
            segment = state.segments[0] if state.segments and node.what == "id_number" else 0
            return random_people.number(self._random, node.what, segment)
        if isinstance(node, Choices) and node.options and self._chance(0.85):
            return self._choice(node)
        return self._random.choice((*tuple(random_people.KEYS), "**", "##"))

    def _choice(self, node: Choices) -> str:
        """Towards the goal if one of the options leads there; a login leads on to what was wanted."""
        keys: list[str] = list(node.options)
        if self._chance(0.3):
            return self._random.choice(keys)
        steps = self._house.steps_to(self._goal)
        return min(keys, key=lambda key: 0 if node.options[key].to == WANTED else steps.get(node.options[key].to, 99))

    def _wrong_key(self, state: State) -> str:
        """The same key everywhere, but where it is a choice."""
        node: Node = self._house.node(state.node)
        taken = {key[0] for key in node.options} if isinstance(node, Choices) else set()
        return next(key for key in self._wrong + "87654321" if key not in taken)

    def _answer(self, state: State, action: LookUp | Perform) -> Event:
        at = self._later(0.1, 9)
        if isinstance(action, LookUp) and not self.habit:
            if self._chance(UNCOMMON):
                return Key(at, SecretStr("0"))
            self._ahead(state)
        return looked_up(self._random, self._house, self._house.node(state.node), action, at)

    def _recorded(self, at: float) -> Event:
        key = self._wrong if self.habit else self._random.choice(random_people.KEYS)
        silent = self.habit == SILENT or self._chance(0.3)
        said = 0 if silent else self._random.randint(1, 60_000)
        return Recorded(at, said, NOTHING if silent and self._chance(0.5) else SecretStr(key))

    def _chance(self, share: float) -> bool:
        return self._random.random() < share

    def _later(self, least: float, most: float) -> float:
        self._at += self._random.uniform(least, most)
        return self._at
