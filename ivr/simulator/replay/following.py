"""A recorded call in some menus: what its caller did, where, and what that led to."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import SecretStr

from ivr.dialog.actions import Listen
from ivr.dialog.conversation import Conversation, Opening, Turn
from ivr.dialog.events import Silence
from ivr.menus.model import Ask
from ivr.menus.service import Service
from ivr.records.models import Input
from ivr.records.recorded import Chosen, Recorded
from ivr.simulator.replay.answering import LANDLINE, MOBILE, asks_a_number, events
from ivr.simulator.replay.results import Results
from ivr.simulator.spoken_values import Declared

HUNG_UP = "hang_up"
MOST_TURNS = 100
"""Between two answers of a caller; no tree that passed its checks needs so many."""


@dataclass(frozen=True)
class Turning:
    node: str
    """Where the caller was; empty for the beginning."""
    by: str
    """A key, words, or how a number or a silence ended."""
    to: str
    """Where the caller was asked next, or the call ended."""
    fitted: bool = True
    """Whether what the caller did means something there."""


@dataclass(frozen=True)
class Way:
    turnings: tuple[Turning, ...]
    answered: bool
    """Whether the caller heard an answer."""
    faithful: bool
    """Whether it is the call of the log, step for step. What callers heard of themselves can lead elsewhere."""


class Follower:
    def __init__(self, service: Service, declared: Declared) -> None:
        self.tree = service.tree
        self._conversation = Conversation(service.tree, service.wording, service.office)
        self._declared = declared

    def follow(self, call: Recorded, origin: "Follower", most: int | None = None) -> Way:
        """`origin` has the menus that the call had; `most` is how many of the caller's steps are taken."""
        results = Results(call.steps, origin.tree, self._declared)
        steps = deque(step for step in call.steps if _is_the_callers(step, origin))
        turn = self._conversation.begin(0.0, Opening(call.began.timestamp(), SecretStr(_called_from(call, origin))))
        turn = self._to_a_question(turn, results, steps, 0.0)
        turnings = [Turning("", "", turn.state.node)]
        faithful = True
        while steps and isinstance(turn.action, Listen) and (most is None or len(turnings) <= most):
            step = steps.popleft()
            if step.outcome == HUNG_UP:
                break
            node = turn.state.node
            if self is origin and step.node != node:
                faithful = False
                break
            if asks_a_number(self.tree.nodes[node]) != asks_a_number(origin.tree.nodes[step.node]):
                break
            turn, fitted = self._answer(turn, step, results, steps)
            turnings.append(Turning(node, _by(step), turn.state.node, fitted))
        return Way(tuple(turnings), turn.state.answered, faithful)

    def _answer(self, turn: Turn, step: Chosen, results: Results, left: Sequence[Chosen]) -> tuple[Turn, bool]:
        fitted, at, node = True, turn.state.entered_at, self.tree.nodes[turn.state.node]
        for event in events(step, node, turn.state):
            if not isinstance(turn.action, Listen):
                break
            turn = self._conversation.on(turn.state, event)
            fitted = fitted and not any(done.outcome == "no_match" for done in turn.steps)
            at = event.at
        return self._to_a_question(turn, results, left, at), fitted

    def _to_a_question(self, turn: Turn, results: Results, left: Sequence[Chosen], at: float) -> Turn:
        """Until the caller may choose again, or the call is over. Rows behind which they chose nothing are passed."""
        for _ in range(MOST_TURNS):
            listed = _is_between_rows(turn) and not (left and left[0].node == turn.state.node)
            event = Silence(at) if listed else results.event(turn.action, at)
            if event is None:
                break
            turn = self._conversation.on(turn.state, event)
        return turn


def _called_from(call: Recorded, origin: Follower) -> str:
    """Whoever was asked for a mobile number did not call from one."""
    asked = (origin.tree.nodes.get(step.node) for step in call.steps)
    return LANDLINE if any(isinstance(node, Ask) and node.what == "mobile" for node in asked) else MOBILE


def _is_between_rows(turn: Turn) -> bool:
    return isinstance(turn.action, Listen) and turn.state.row < len(turn.state.rows)


def _is_the_callers(step: Chosen, origin: Follower) -> bool:
    if step.node not in origin.tree.nodes:
        return False
    waited = step.input is Input.NONE and (bool(step.pressed) or step.outcome in {HUNG_UP, "no_input"})
    return waited or step.input in {Input.KEY, Input.KEYS, Input.SPEECH}


def _by(step: Chosen) -> str:
    return step.pressed or (f"“{step.heard}”" if step.heard else "") or step.outcome
