"""The conversation: a state and an event give the next state and one action. No telephone, no clock, no database."""

from dataclasses import dataclass, replace
from typing import Any

from pydantic import SecretStr

from ivr.dialog.actions import Action, End, Perform
from ivr.dialog.behaviours import BEHAVIOURS, Behaviour
from ivr.dialog.by_voice import answers, choose_by_voice, go_on_by_keys
from ivr.dialog.events import Event, Heard, Key, Played, Silence, Unheard, Unspeakable
from ivr.dialog.message import RECORDING, without_recording
from ivr.dialog.moves import Act, Book, Go, Move
from ivr.dialog.noted import NOTHING_NOTED, Noted, noted
from ivr.dialog.spoken_choices import SpokenChoices
from ivr.dialog.state import NOTHING, Notice, State
from ivr.dialog.variables import raw
from ivr.menus.model import (
    BACK,
    REPEAT,
    RESUME,
    WANTED,
    Answer,
    Ask,
    Branch,
    Choices,
    Confirm,
    Goto,
    Hangup,
    Level,
    Menu,
    Query,
    Record,
    Say,
    Survey,
    Transfer,
    Tree,
)
from ivr.menus.office import Office
from ivr.menus.wording import Wording
from ivr.spoken.question import Alternative

LONGEST_CHAIN = 12
"""More nodes than this without a word to the caller is a loop in the tree."""
ERRORS = frozenset(
    {
        "no_input",
        "no_match",
        "refused",
        "too_short",
        "too_slow",
        "unclear",
        "bad_area",
        "bad_date",
        "bad_check_digit",
        "bad_phone",
    }
)
"""Outcomes that count against the call's error budget."""
TROUBLES = ERRORS | {"failed", "slow", "locked", "unspeakable"}
LISTENING = (Menu, Confirm, Survey, Ask, Answer, Record)


class TreeLoop(Exception):
    """The tree sends the caller from node to node without saying anything."""


@dataclass(frozen=True)
class Step:
    """One finished step, for the call log."""

    node: str
    input: str
    outcome: str
    milliseconds: int
    noted: Noted = NOTHING_NOTED


@dataclass(frozen=True)
class Turn:
    """What comes of an event: where the conversation stands, what the driver is to do, what to write down."""

    state: State
    action: Action
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Opening:
    """What is known when a call is answered."""

    began: float
    """The moment, in seconds since 1970."""
    phone: SecretStr = NOTHING
    """The caller's number, if it is one that can be called back."""
    cut_off: State | None = None
    """Where this caller's last call was cut off a few minutes ago."""
    recorded: bool = False
    """The call is recorded, and the caller must be told."""


class Conversation:
    """The conversation of one tree. It keeps nothing: one object serves every call."""

    def __init__(self, tree: Tree, wording: Wording, office: Office) -> None:
        self._book = Book(tree, wording, office, SpokenChoices(tree))
        self._tree = tree

    def begin(self, at: float, opening: Opening) -> Turn:
        """The caller has been answered."""
        values = {"phone": opening.phone} if opening.phone != NOTHING else {}
        told = (Notice(self._tree.common.recorded),) if opening.recorded and self._tree.common.recorded else ()
        state = State(node=self._tree.start, entered_at=at, began=opening.began, values=values, notice=told)
        if opening.cut_off is not None:
            state = self._remembering(state, opening.cut_off)
        return self._settle(self._behaviour(state).enter(self._book, state, self._node(state)), at, ())

    def resume(self, state: State, at: float) -> Turn:
        """The call goes on in another process than it began in; its clock goes on, too."""
        told = replace(state, notice=(Notice(self._tree.common.resumed), *state.notice))
        return self._settle(self._behaviour(told).repeat(self._book, told, self._node(told)), at, ())

    def left_behind(self, state: State) -> Perform | None:
        """What a caller who hung up had done but for its last key: a message that was recorded is left."""
        if not (state.value(RECORDING) and state.value("phone")):
            return None
        return Perform("leave_message", state.acts + 1, raw(state), (), state.rate)

    def on(self, state: State, event: Event) -> Turn:
        """The event that ended the last action."""
        move = self._trouble(state) if isinstance(event, Unspeakable) else self._on(state, event)
        steps = self._steps(state, event, move.outcome)
        return self._settle(self._within_budget(_noted(move)), event.at, steps)

    def makes_sense(self, state: State, heard: tuple[Alternative, ...]) -> bool:
        """Whether something that was asked for may have been said: what noise is taken for seldom does."""
        if isinstance(self._node(state), Choices):
            return answers(self._book, state, heard)
        return bool(heard) and bool(heard[0].text.get_secret_value())

    def _on(self, state: State, event: Event) -> Move:
        node, behaviour = self._node(state), self._behaviour(state)
        if isinstance(event, Key) and not isinstance(node, LISTENING):
            raise TypeError("a key is for a node that listens")
        if isinstance(event, Unheard):
            return go_on_by_keys(self._book, state)
        if isinstance(event, Heard) and isinstance(node, Choices):
            return choose_by_voice(
                self._book, state, node, event, lambda typed, key: behaviour.on(self._book, typed, node, key)
            )
        asked_back = state if isinstance(event, Heard) else replace(state, in_doubt="")
        return behaviour.on(self._book, asked_back, node, event)

    def _trouble(self, state: State) -> Move:
        trouble = self._tree.common.trouble
        if state.node == trouble or isinstance(self._node(state), Hangup):
            return Act(state, End(), "unspeakable")
        return Go(state, trouble, "unspeakable")

    def _remembering(self, state: State, cut_off: State) -> State:
        """The number that was confirmed is kept, the PIN's proof is not: it may be somebody else who calls."""
        known = cut_off.level >= Level.L1
        return replace(
            state,
            cut_off=cut_off.node,
            wanted=cut_off.wanted if isinstance(self._tree.nodes.get(cut_off.wanted), Query) else "",
            values={**without_recording(cut_off), **state.values},
            given=cut_off.given if known else {},
            id_number=cut_off.id_number if known else NOTHING,
            level=Level.L1 if known else Level.L0,
            rate=cut_off.rate,
        )

    def _within_budget(self, move: Move) -> Move:
        """Too many errors, of whatever kind, and a person takes over. Where nobody is there, twice as many end the call."""
        if move.outcome not in ERRORS:
            return move
        state, common = replace(move.state, errors=move.state.errors + 1), self._tree.common
        limits = {common.error_budget: state.person or common.person, 2 * common.error_budget: common.give_up}
        if state.errors not in limits or self._leaves(move):
            return replace(move, state=state)
        return Go(replace(state, notice=(), entry=NOTHING), limits[state.errors], move.outcome)

    def _leaves(self, move: Move) -> bool:
        """Whether the caller is on the way out already."""
        return isinstance(move, Go) and isinstance(self._tree.nodes.get(move.to), Transfer | Hangup)

    def _settle(self, move: Move, at: float, steps: tuple[Step, ...]) -> Turn:
        """Follows the move from node to node until there is something to do."""
        for _ in range(LONGEST_CHAIN):
            if isinstance(move, Act):
                state = replace(move.state, entered_at=at) if steps else move.state
                return Turn(state, move.action, steps)
            came_from, move = move, self._go(move, at)
            if isinstance(move, Go) and move.outcome and move.state.node != came_from.state.node:
                steps = (*steps, Step(move.state.node, "none", move.outcome, 0))
        raise TreeLoop(f"the tree goes round without a word, at node {move.state.node}")

    def _go(self, move: Go, at: float) -> Move:
        if move.to == REPEAT:
            return self._behaviour(move.state).repeat(self._book, move.state, self._node(move.state))
        state = self._arrive(move, self._target(move), at)
        return self._behaviour(state).enter(self._book, state, self._node(state))

    def _target(self, move: Go) -> str:
        if move.to == WANTED:
            return move.state.wanted or self._tree.main_menu
        if move.to == RESUME:
            return self._where_it_was_cut_off(move.state)
        if move.to == BACK:
            return move.state.history[-1] if move.state.history else self._tree.main_menu
        return move.to

    def _where_it_was_cut_off(self, state: State) -> str:
        """In the middle of a login, what the caller had wanted by it. Nothing is changed or sent a second time."""
        names = (state.cut_off, state.wanted)
        again = (name for name in names if isinstance(self._tree.nodes.get(name), Menu | Query))
        return next(again, self._tree.main_menu)

    def _arrive(self, move: Go, target: str, at: float) -> State:
        state, node = move.state, self._tree.nodes[target]
        stays = target == state.node
        came_from = state.came_from if isinstance(self._node(state), Transfer | Goto | Say | Branch) else state.node
        return replace(
            state,
            node=target,
            entered_at=at,
            history=self._history(state, target),
            person=self._person(state, target),
            answer=move.carried or state.answer,
            telling=bool(move.carried),
            came_from=came_from,
            no_input=0,
            no_match=0,
            in_doubt="",
            pieces=(),
            keys_only=False,
            failures=state.failures if stays else 0,
            segments=state.segments if isinstance(node, Ask) else (),
            rows=(),
            row=0,
        )

    def _person(self, state: State, target: str) -> str:
        if target == self._tree.main_menu:
            return ""
        return self._tree.nodes[target].person or state.person

    def _history(self, state: State, target: str) -> tuple[str, ...]:
        """Where `*` leads from the target: to the node just left, then back through menus and answers.

        The steps of a login are forgotten one after the other, so that nobody goes back into the middle of one.
        """
        if target == self._tree.main_menu:
            return ()
        been = tuple(name for name in state.history if isinstance(self._tree.nodes[name], Menu | Answer))
        if self._listened(state):
            been = (*been, state.node)
        return been[: been.index(target)] if target in been else been

    def _listened(self, state: State) -> bool:
        """Whether the caller can go back there: a look-up without choices of its own only passed by."""
        node = self._node(state)
        if isinstance(node, Answer):
            return bool(node.options) and bool(state.rows)
        return isinstance(node, Menu | Confirm | Ask) and state.node != self._tree.common.after_answer

    def _steps(self, state: State, event: Event, outcome: str) -> tuple[Step, ...]:
        if not outcome:
            return ()
        milliseconds = max(0, round((event.at - state.entered_at) * 1000))  # a key typed ahead came before
        kept = noted(self._book, state, self._node(state), event, outcome)
        return (Step(state.node, self._input(state, event), outcome, milliseconds, kept),)

    def _input(self, state: State, event: Event) -> str:
        if isinstance(event, Heard | Unheard):
            return "speech"
        if isinstance(event, Key):
            return "keys" if isinstance(self._node(state), Ask) else "key"
        return "none" if isinstance(event, Silence | Played | Unspeakable) else "result"

    def _node(self, state: State) -> Any:  # each behaviour knows its own kind of node
        return self._tree.nodes[state.node]

    def _behaviour(self, state: State) -> Behaviour:
        return BEHAVIOURS[type(self._node(state))]


def _noted(move: Move) -> Move:
    """What went wrong last is what a person who takes the call should know."""
    if move.outcome not in TROUBLES:
        return move
    return replace(move, state=replace(move.state, trouble=f"{move.state.node} {move.outcome}"))
