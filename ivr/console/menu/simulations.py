"""Simulated calls that go on while somebody looks at them: a bounded number, each one's own, each forgotten after a while."""

import datetime as dt
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

from pydantic import SecretStr

from ivr.benefits.demo import demo_people
from ivr.benefits.theirs import benefits_url
from ivr.dialog.actions import LookUp, Perform, Say, Verify
from ivr.dialog.conversation import Conversation, Opening
from ivr.menus.model import Ask
from ivr.menus.service import Service
from ivr.settings import Settings
from ivr.simulator.demo_world import demo_world
from ivr.simulator.driver import VirtualDriver
from ivr.simulator.given import Given
from ivr.simulator.given_world import GivenWorld
from ivr.simulator.keys import SOMEBODY, Person, keyed
from ivr.simulator.lengths import rendered
from ivr.simulator.session import Heard, Pressed, Session, Spoke
from ivr.simulator.spoken_values import declared
from ivr.simulator.terminal import words_heard
from ivr.simulator.world import World

MOST = 20
IDLE_SECONDS = 1800.0
MOST_EVENTS = 600
"""A call that long is going round in circles."""
PASSING = (Say, Verify, LookUp, Perform)
LOOKED_AT = 50
"""Among so many of the demo's people there is one with a PIN of their own."""
READING_SECONDS = 1.5
"""What a caller hears before they press; time does not pass by itself."""


class Full(Exception):
    """So many calls are being simulated that there is no room for another."""


class Gone(Exception):
    """There is no such call: it is over, was left alone for too long, or is somebody else's."""


@dataclass(frozen=True)
class Said:
    """A line of the transcript."""

    at: float
    """Seconds since the call was answered."""
    who: str
    """`system`, `keys` or `voice`."""
    text: str
    node: str
    sound: int | None = None
    """By which it can be heard."""


@dataclass
class Simulation:
    draft: int
    service: Service
    session: Session
    owner: str
    person: Person
    """Whose digits stand behind {id} and {pin}."""
    closing: ExitStack
    used_at: float
    lock: threading.Lock = field(default_factory=threading.Lock)

    def type(self, line: str) -> None:
        """Keys, words, `w2.5` or nothing, as in the terminal; {id} and {pin} are the person's. Raises BadInput."""
        if len(self.session.events) < MOST_EVENTS:
            self.session.type(keyed(line, self.person) if "{" in line else line, READING_SECONDS)
            self._go_on()

    def _go_on(self) -> None:
        """Nobody presses anything while something is looked up or must be heard to its end."""
        for _ in range(MOST_EVENTS):
            if self.session.driver.over or not isinstance(self.session.driver.turn.action, PASSING):
                return
            self.session.type("")

    def transcript(self) -> Iterator[Said]:
        at = 0.0
        for number, event in enumerate(self.session.events):
            if isinstance(event, Heard):
                at = event.said.at
                yield Said(at, "system", words_heard(event.said), event.node, number)
            elif isinstance(event, Pressed):
                at += event.after
                yield Said(at, "keys", self._shown(event), event.node)
            elif isinstance(event, Spoke):
                at += event.after
                yield Said(at, "voice", "●●●" if self._is_number(event.node) else event.words, event.node)

    def _shown(self, pressed: Pressed) -> str:
        """The digits of a number are somebody's."""
        return "●" * len(pressed.keys) if self._is_number(pressed.node) else pressed.keys

    def _is_number(self, node: str) -> bool:
        return isinstance(self.service.tree.nodes[node], Ask)


@dataclass(frozen=True)
class Wanted:
    """The call that is to be simulated."""

    draft: int
    at: dt.datetime
    caller: str
    demo: bool
    """Whether a copy of the demo's databases is asked."""


class Simulations:
    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        self._settings = settings
        self._clock = clock
        self._lock = threading.Lock()
        self._running: dict[str, Simulation] = {}

    def begin(self, owner: str, wanted: Wanted, service: Service) -> str:
        """Gives the name of the call. Raises Full or DemoRefused."""
        self._forget()
        with self._lock:
            if len(self._running) >= MOST:
                raise Full
        with ExitStack() as opening:
            world: World = opening.enter_context(demo_world(self._settings)) if wanted.demo else self._given_world()
            phone = SecretStr(wanted.caller)
            conversation = Conversation(service.tree, service.wording, service.office)
            driver = VirtualDriver(
                conversation, Opening(wanted.at.timestamp(), phone), world, rendered(self._settings, service.phrases)
            )
            somebody = self._somebody() if wanted.demo else SOMEBODY
            simulation = Simulation(
                wanted.draft, service, Session(driver), owner, somebody, opening.pop_all(), self._clock()
            )
        name = secrets.token_urlsafe(12)
        with self._lock:
            self._running[name] = simulation
        return name

    def of(self, owner: str, name: str) -> Simulation:
        """Raises Gone."""
        self._forget()
        with self._lock:
            found = self._running.get(name)
            if found is None or found.owner != owner:
                raise Gone
            found.used_at = self._clock()
            return found

    def close(self) -> None:
        self._forget(idle=-1.0)

    def _given_world(self) -> GivenWorld:
        return GivenWorld(Given(), SOMEBODY, declared(self._settings.dialplan))

    def _somebody(self) -> Person:
        """One of the demo's whose PIN is their own."""
        people = demo_people(benefits_url(self._settings), LOOKED_AT)
        found = next(one for one in people if not one.initial_pin)
        return Person(SecretStr(found.id_number), SecretStr(found.pin))

    def _forget(self, idle: float = IDLE_SECONDS) -> None:
        with self._lock:
            old = [name for name, one in self._running.items() if self._clock() - one.used_at > idle]
            gone = [self._running.pop(name) for name in old]
        for one in gone:
            one.closing.close()
