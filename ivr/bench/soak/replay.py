"""What a call must have come to: its keys once more, pressed at the same moments, on the virtual clock of the simulator.

The conversation is the same code; what lies between it and the caller's finger is not there: SIP, RTP, Asterisk, AGI, the line,
threads and look-ups. So whatever the call log has otherwise was lost, or came too late, between the two.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import SecretStr

from ivr.bench.soak.heard import Made
from ivr.bench.soak.world import FactsWorld
from ivr.dialog.conversation import Conversation, Opening
from ivr.menus.model import Tree
from ivr.phone.caller import Party
from ivr.records.models import Outcome
from ivr.simulator.driver import VirtualDriver
from ivr.simulator.ending import how_it_ended
from ivr.simulator.lengths import Length
from ivr.simulator.line import Said
from ivr.simulator.spoken_values import Declared

Steps = tuple[tuple[str, str], ...]
"""Node and outcome."""
GOODBYE_SECONDS = 120.0
"""In which the system ends a call that it has ended there: what must be spoken first may take longer here."""
SHIFTS = (0.0, -0.4, 0.4, -0.8, 0.8)
"""Who presses or hangs up at the very moment when something else happens has two possible calls."""


@dataclass(frozen=True)
class Replayed:
    steps: Steps
    outcome: Outcome
    said: tuple[Said, ...]
    nodes: tuple[str, ...]
    """Where each key was pressed."""


class Replay:
    def __init__(self, conversation: Conversation, tree: Tree, declared: Declared, length: Length) -> None:
        self._conversation = conversation
        self._tree = tree
        self._declared = declared
        self._length = length

    def of(self, call: Made) -> Replayed:
        return self.play(call, call.keys, call.seconds)

    def variants(self, call: Made) -> Iterator[Replayed]:
        """The same call with its keys, or its end, a little sooner or later."""
        for shift in SHIFTS:
            for end in SHIFTS:
                keys = [(max(0.0, at + shift), key) for at, key in call.keys]
                yield self.play(call, keys, max(0.0, call.seconds + end))

    def play(self, call: Made, keys: Sequence[tuple[float, str]], seconds: float) -> Replayed:
        opening = Opening(call.answered, SecretStr(call.number))
        world = FactsWorld(call.script.person, self._declared)
        driver = VirtualDriver(self._conversation, opening, world, self._length)
        nodes = tuple(_pressed(driver, keys))
        driver.advance(seconds + (GOODBYE_SECONDS if call.by is Party.SYSTEM else 0.0))
        steps = [(step.node, step.outcome) for step in driver.steps]
        if not driver.over:
            driver.hang_up()
            steps.append((driver.turn.state.node, "hang_up"))
        return Replayed(tuple(steps), self._outcome(driver), tuple(driver.line.said), nodes)

    def _outcome(self, driver: VirtualDriver) -> Outcome:
        ended = Outcome(how_it_ended(driver, self._tree))
        quietly = ended in {Outcome.HUNG_UP, Outcome.GOODBYE}
        return Outcome.SELF_SERVICE if quietly and driver.turn.state.answered else ended


def _pressed(driver: VirtualDriver, keys: Sequence[tuple[float, str]]) -> Iterator[str]:
    for at, key in keys:
        driver.advance(at)
        yield driver.turn.state.node
        if not driver.over:
            driver.press(key)
