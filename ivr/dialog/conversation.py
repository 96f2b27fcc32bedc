"""The conversation: a state and an event give the next state and one action. No telephone, no clock, no database."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from ivr.dialog import ask, authenticate, menu, query, ways_out
from ivr.dialog.actions import Action, End
from ivr.dialog.events import Event, Key, Played, Silence, Unspeakable
from ivr.dialog.moves import Act, Book, Go, Move
from ivr.dialog.state import State
from ivr.menus.model import BACK, REPEAT, WANTED, Ask, Authenticate, Confirm, Hangup, Menu, Query, Transfer, Tree
from ivr.menus.wording import Wording

LONGEST_CHAIN = 10
"""More nodes than this without a word to the caller is a loop in the tree."""


class TreeLoop(Exception):
    """The tree sends the caller from node to node without saying anything."""


@dataclass(frozen=True)
class Step:
    """One finished step, for the call log: never what was keyed, only that something was."""

    node: str
    input: str
    outcome: str
    milliseconds: int


@dataclass(frozen=True)
class Turn:
    """What comes of an event: where the conversation stands, what the driver is to do, what to write down."""

    state: State
    action: Action
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class _Behaviour:
    """How one kind of node behaves: on arrival, on an event, and when it is to be said again."""

    enter: Callable[[Book, State, Any], Move]
    on: Callable[[Book, State, Any, Event], Move]
    repeat: Callable[[Book, State, Any], Move]


_BEHAVIOURS: dict[type, _Behaviour] = {
    Menu: _Behaviour(menu.enter, menu.on, menu.enter),
    Confirm: _Behaviour(menu.enter, menu.on, menu.enter),
    Ask: _Behaviour(ask.enter, ask.on, ask.enter),
    Authenticate: _Behaviour(authenticate.enter, authenticate.on, authenticate.enter),
    Query: _Behaviour(query.enter, query.on, query.repeat),
    Transfer: _Behaviour(ways_out.enter, ways_out.on_transfer, ways_out.enter),
    Hangup: _Behaviour(ways_out.enter, ways_out.on_hangup, ways_out.enter),
}


class Conversation:
    """The conversation of one tree. It keeps nothing: one object serves every call."""

    def __init__(self, tree: Tree, wording: Wording) -> None:
        self._book = Book(tree, wording)
        self._tree = tree

    def begin(self, at: float) -> Turn:
        """The caller has been answered."""
        state = State(node=self._tree.start, entered_at=at)
        return self._settle(self._behaviour(state).enter(self._book, state, self._node(state)), at, ())

    def on(self, state: State, event: Event) -> Turn:
        """The event that ended the last action."""
        move = self._trouble(state) if isinstance(event, Unspeakable) else self._on(state, event)
        return self._settle(move, event.at, self._steps(state, event, move.outcome))

    def _on(self, state: State, event: Event) -> Move:
        if isinstance(event, Key) and not isinstance(self._node(state), Ask | Menu | Confirm | Query):
            raise TypeError("a key is for a node that listens")
        return self._behaviour(state).on(self._book, state, self._node(state), event)

    def _trouble(self, state: State) -> Move:
        trouble = self._tree.common.trouble
        if state.node == trouble or isinstance(self._node(state), Hangup):
            return Act(state, End(), "unspeakable")
        return Go(state, trouble, "unspeakable")

    def _settle(self, move: Move, at: float, steps: tuple[Step, ...]) -> Turn:
        """Follows the move from node to node until there is something to do."""
        for _ in range(LONGEST_CHAIN):
            if isinstance(move, Act):
                state = replace(move.state, entered_at=at) if steps else move.state
                return Turn(state, move.action, steps)
            move = self._go(move, at)
        raise TreeLoop(f"the tree goes round without a word, at node {move.state.node}")

    def _go(self, move: Go, at: float) -> Move:
        if move.to == REPEAT:
            return self._behaviour(move.state).repeat(self._book, move.state, self._node(move.state))
        state = self._arrive(move.state, self._target(move), at)
        return self._behaviour(state).enter(self._book, state, self._node(state))

    def _target(self, move: Go) -> str:
        if move.to == WANTED:
            return move.state.wanted or self._tree.start
        if move.to == BACK:
            return move.state.history[-1] if move.state.history else self._tree.start
        return move.to

    def _arrive(self, state: State, target: str, at: float) -> State:
        return replace(
            state,
            node=target,
            entered_at=at,
            history=self._history(state, target),
            no_input=0,
            no_match=0,
            failures=state.failures if target == state.node else 0,
        )

    def _history(self, state: State, target: str) -> tuple[str, ...]:
        """Where `*` leads from the target: to the node just left, then back through menus and answers.

        The steps of a login are forgotten one after the other, so that nobody goes back into the middle of one.
        """
        been = tuple(name for name in state.history if isinstance(self._tree.nodes[name], Menu | Query))
        if self._listened(state):
            been = (*been, state.node)
        return been[: been.index(target)] if target in been else been

    def _listened(self, state: State) -> bool:
        """Whether the caller has been asked something there: a query that has not answered yet has not."""
        node = self._node(state)
        return isinstance(node, Menu | Confirm | Ask) or (isinstance(node, Query) and bool(state.rows))

    def _steps(self, state: State, event: Event, outcome: str) -> tuple[Step, ...]:
        if not outcome:
            return ()
        milliseconds = round((event.at - state.entered_at) * 1000)
        return (Step(state.node, self._input(state, event), outcome, milliseconds),)

    def _input(self, state: State, event: Event) -> str:
        if isinstance(event, Key):
            return "keys" if isinstance(self._node(state), Ask) else "key"
        return "none" if isinstance(event, Silence | Played | Unspeakable) else "result"

    def _node(self, state: State) -> Any:  # each behaviour knows its own kind of node
        return self._tree.nodes[state.node]

    def _behaviour(self, state: State) -> _Behaviour:
        return _BEHAVIOURS[type(self._node(state))]
