"""Plays a dialogue's steps to a virtual driver, and stops at the first that comes out otherwise."""

from collections.abc import Callable
from typing import Any

from ivr.menus.model import Tree
from ivr.simulator import steps
from ivr.simulator.driver import VirtualDriver
from ivr.simulator.ending import how_it_ended
from ivr.simulator.judging import Judge
from ivr.simulator.keys import Person, keyed
from ivr.simulator.line import Said
from ivr.spoken.utterance import Rate, plain

LAST_SECONDS = 180.0
"""How long a call that should end by itself may still take."""
RING_SECONDS = 60.0


class Differs(Exception):
    """The call went otherwise; the message says what was heard instead."""


class Player:
    """Plays one call."""

    def __init__(self, driver: VirtualDriver, judge: Judge, tree: Tree, person: Person) -> None:
        self._driver = driver
        self._judge = judge
        self._tree = tree
        self._person = person
        self._next = 0
        """The first utterance that has not been looked at."""
        self._rung = 0
        self._since = 0.0
        """When the last step was done."""
        self.heard: list[tuple[steps.Hear, Said]] = []
        self.pressed: list[tuple[float, str]] = []

    def play(self, step: Any) -> None:
        """Raises Differs."""
        play: dict[type, Callable[[Any], None]] = {
            steps.Hear: self._hear,
            steps.Press: self._press,
            steps.Say: self._say,
            steps.Wait: self._wait,
            steps.Quiet: self._quiet,
            steps.NotHear: self._not_hear,
            steps.AtNode: self._at_node,
            steps.Rings: self._rings,
            steps.Logs: self._logs,
            steps.Hangup: lambda _: self._driver.hang_up(),
        }
        play[type(step)](step)
        self._since = self._driver.now

    def end(self, wanted: str) -> None:
        """Raises Differs unless the call ends in this way."""
        while not self._driver.over and self._driver.next_at - self._since <= LAST_SECONDS:
            self._driver.advance(self._driver.next_at)
        if (ending := how_it_ended(self._driver, self._tree)) != wanted:
            raise Differs(f"the call should end as {wanted}: it {ending}")

    def _hear(self, step: steps.Hear) -> None:
        limit = self._since + step.within
        while True:
            said = self._next_said(step.hear)
            if said:
                return self._judged(step, said, limit)
            if self._driver.over:
                raise Differs(f"{_name(step.hear)} was not heard: the call is over")
            if self._driver.next_at > limit:
                raise Differs(f"{_name(step.hear)} was not heard within {step.within:g} s; {self._last()}")
            self._driver.advance(self._driver.next_at)

    def _next_said(self, wanted: tuple[str, ...]) -> Said | None:
        """The next utterance; fillers only when they are what is wanted."""
        for said in self._driver.line.said[self._next :]:
            self._next += 1
            if not said.filler or self._judge.fits(wanted, said.utterance):
                return said
        return None

    def _judged(self, step: steps.Hear, said: Said, limit: float) -> None:
        if not self._judge.fits(step.hear, said.utterance):
            raise Differs(f"{_name(step.hear)} was not heard; {_told(said)}")
        if said.at > limit:
            raise Differs(f"{_name(step.hear)} was heard only after {said.at - self._since:.1f} s")
        if step.slow is not None and step.slow is not (said.rate is Rate.SLOW):
            raise Differs(f"{_name(step.hear)} was said {'slowly' if said.rate is Rate.SLOW else 'at the usual rate'}")
        self.heard.append((step, said))

    def _press(self, step: steps.Press) -> None:
        at = self._driver.now + step.after
        for key in keyed(step.press, self._person):
            self._driver.advance(at)
            if self._driver.over:
                raise Differs(f"the call was over before all of {step.press} was pressed")
            self._next, self._rung = len(self._driver.line.said), len(self._driver.rung)
            self.pressed.append((self._driver.now, key))
            self._driver.press(key)
            at += step.every

    def _say(self, step: steps.Say) -> None:
        self._driver.advance(self._driver.now + step.after)
        if self._driver.over:
            raise Differs(f"the call was over before {step.say} was said")
        self._next, self._rung = len(self._driver.line.said), len(self._driver.rung)
        self._driver.speak(step.say)

    def _wait(self, step: steps.Wait) -> None:
        self._driver.advance(self._driver.line.quiet_at + step.wait)

    def _quiet(self, step: steps.Quiet) -> None:
        before = len(self._driver.line.said)
        self._driver.advance(self._driver.line.quiet_at + step.quiet)
        if len(self._driver.line.said) > before:
            raise Differs(f"it should be quiet for {step.quiet:g} s; {_told(self._driver.line.said[before])}")

    def _not_hear(self, step: steps.NotHear) -> None:
        said = next((one for one in self._driver.line.said if self._judge.fits(step.not_hear, one.utterance)), None)
        if said:
            raise Differs(f"{_name(step.not_hear)} should not be heard; {_told(said)}")

    def _at_node(self, step: steps.AtNode) -> None:
        if self._driver.turn.state.node != step.node:
            raise Differs(f"the call should be in {step.node}: it is in {self._driver.turn.state.node}")

    def _rings(self, step: steps.Rings) -> None:
        while (
            len(self._driver.rung) <= self._rung
            and not self._driver.over
            and self._driver.next_at - self._since <= RING_SECONDS
        ):
            self._driver.advance(self._driver.next_at)
        if len(self._driver.rung) <= self._rung:
            raise Differs(f"nobody's telephone rings; the call is in {self._driver.turn.state.node}")
        self._rung, self._next = len(self._driver.rung), len(self._driver.line.said)
        self._at_node(steps.AtNode(node=step.rings))
        reason = self._driver.rung[-1].reason
        if step.told is not None and step.told != reason:
            raise Differs(f"the person should be told {step.told!r}: it is {reason!r}")

    def _logs(self, step: steps.Logs) -> None:
        logged = [f"{one.node} {one.outcome}" for one in self._driver.steps]
        if step.logs not in logged:
            raise Differs(f"{step.logs} is not in the log: {', '.join(logged[-4:])}")

    def _last(self) -> str:
        return _told(self._driver.line.said[-1]) if self._driver.line.said else "nothing was said"


def _name(words: tuple[str, ...]) -> str:
    return " ".join(words)


def _told(said: Said) -> str:
    words = plain(said.utterance).get_secret_value()
    return f"at {said.at:.1f} s was said: {words[:60]}{'…' if len(words) > 60 else ''}"
