"""Calls as the call log has them: the soak's callers in the simulator, with look-ups that fail, people who answer, and voices."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from pydantic import SecretStr

from ivr.bench.soak.manner import in_some_manner
from ivr.bench.soak.scenarios import Scenarios
from ivr.bench.soak.world import FactsWorld
from ivr.benefits.demo import DemoPerson
from ivr.dialog.conversation import Conversation, Opening, Step
from ivr.dialog.events import Failed, TransferEnded
from ivr.menus.model import Menu
from ivr.menus.service import Service
from ivr.records.models import Input, Outcome
from ivr.simulator.driver import VirtualDriver
from ivr.simulator.ending import how_it_ended
from ivr.simulator.lengths import estimated
from ivr.simulator.spoken_values import Declared
from ivr.simulator.world import Reply

CALLER = SecretStr("13900000000")
OPEN, CLOSED = (
    datetime.fromisoformat(moment).timestamp() for moment in ("2026-11-24T10:00+08:00", "2026-11-22T02:10+08:00")
)
BEHIND_SECONDS = 30.0
"""How long a caller stays after their last key, at most."""

SPEAKING = 0.2
"""The share of the callers who say what they want."""


@dataclass(frozen=True)
class Pattern:
    """A call without its moment and its number."""

    steps: tuple[Step, ...]
    outcome: Outcome


class Callers:
    """The same seed gives the same calls."""

    def __init__(self, service: Service, declared: Declared, people: Sequence[DemoPerson], seed: int) -> None:
        self._conversation = Conversation(service.tree, service.wording, service.office)
        self._scenarios = Scenarios(service.tree)
        self._tree = service.tree
        self._declared = declared
        self._people = people
        self._dice = Random(seed)  # noqa: S311  # only callers' whims

    def call(self) -> Pattern:
        dice, person = self._dice, self._dice.choice(self._people)
        script = in_some_manner(self._scenarios.script(person, dice, may_change=True), dice)
        opening = Opening(OPEN if dice.random() < 0.8 else CLOSED, CALLER)
        driver = VirtualDriver(self._conversation, opening, _World(person, self._declared, dice), estimated)
        press = self._say_or_press if dice.random() < SPEAKING else VirtualDriver.press
        for item in script.line.split():
            self._wait_for(driver, item)
            for key in _keys(item, person):
                if not driver.over:
                    press(driver, key)
                    driver.advance(driver.now + 0.3)
        driver.advance(driver.now + dice.uniform(0, BEHIND_SECONDS))
        return self._ended(driver)

    def _wait_for(self, driver: VirtualDriver, item: str) -> None:
        """Behind a prompt, for so long, or only to find the key."""
        if item.startswith("w"):
            driver.advance(driver.now + float(item[1:]))
        else:
            driver.advance(driver.now + (self._dice.uniform(4, 9) if item == "~" else self._dice.uniform(0.5, 3)))

    def _say_or_press(self, driver: VirtualDriver, key: str) -> None:
        node = self._tree.nodes[driver.turn.state.node]
        if isinstance(node, Menu) and key in node.options:
            driver.speak(node.options[key].name)
        else:
            driver.press(key)

    def _ended(self, driver: VirtualDriver) -> Pattern:
        state, steps = driver.turn.state, tuple(driver.steps)
        if driver.over:
            ended = Outcome(how_it_ended(driver, self._tree))
            quietly = ended is Outcome.GOODBYE and state.answered
            return Pattern(steps, Outcome.SELF_SERVICE if quietly else ended)
        last = Step(state.node, Input.NONE, "hang_up", round(1000 * (driver.now - state.entered_at)))
        return Pattern((*steps, last), Outcome.SELF_SERVICE if state.answered else Outcome.HUNG_UP)


class _World(FactsWorld):
    """As reliable as databases and people are."""

    def __init__(self, person: DemoPerson, declared: Declared, dice: Random) -> None:
        super().__init__(person, declared)
        self._dice = dice

    def find(self, query: str, values: Mapping[str, SecretStr]) -> Reply:
        (seconds,) = self._dice.choices((0.05, 0.9, 3.0, 20.0), (88, 8, 3, 1))
        reply = Reply(Failed(0)) if self._dice.random() < 0.02 else super().find(query, values)
        return Reply(reply.event, seconds)

    def ring(self, _extension: str | None) -> Reply:
        return Reply(TransferEnded(0, answered=self._dice.random() < 0.7), self._dice.uniform(2, 20))


def _keys(item: str, person: DemoPerson) -> Iterator[str]:
    if item == "~" or item.startswith("w"):
        return
    known = {"ID": person.id_number.replace("X", "*"), "PIN": person.pin}
    for part in item.split("+"):
        yield from known.get(part, part)
