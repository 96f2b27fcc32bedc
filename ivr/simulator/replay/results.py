"""What databases and persons answered in a call: whether, never what. A row of made-up words stands in."""

from collections import defaultdict, deque

from pydantic import SecretStr

from ivr.benefits.values import CODE
from ivr.dialog.actions import Action, LookUp, Perform, Record, Say, Transfer, Verify
from ivr.dialog.answer import CASE
from ivr.dialog.events import (
    Accepted,
    Event,
    Failed,
    Found,
    Key,
    Locked,
    Played,
    Recorded,
    Refused,
    TooSlow,
    TransferEnded,
)
from ivr.menus.model import Act, Authenticate, Message, Query, Tree
from ivr.menus.model import Transfer as TransferNode
from ivr.records.models import Input
from ivr.records.recorded import Chosen
from ivr.simulator.checking import SEND_TEXT
from ivr.simulator.spoken_values import Declared

PIN, PERSON = "pin", "person"
NO_CODES = frozenset({"found", ""})
SPOKEN_MS = 5000


class Results:
    """One call's answers, each in its turn; what was not asked then is found, accepted, answered now."""

    def __init__(self, steps: tuple[Chosen, ...], tree: Tree, declared: Declared) -> None:
        """`tree` is the one that the call had."""
        self._declared = declared
        self._kept: dict[str, deque[str]] = defaultdict(deque)
        self._wrong_pins = 0
        self._initial_pin = any(step.outcome == "initial_pin" for step in steps)
        self._lists = {name for step in steps if (name := _listed(tree, step))}
        for step in steps:
            name = _asked(tree, step.node)
            if name and step.input is Input.RESULT:
                self._kept[name].append(step.outcome)

    def event(self, action: Action, at: float) -> Event | None:
        """What comes of an action; None when that is the caller's to say, or nothing."""
        match action:
            case Say():
                return Played(at)
            case LookUp(query=name) | Perform(act=name):
                return self._answer(name, at)
            case Verify():
                return self._verdict(at)
            case Record():
                return Recorded(at, SPOKEN_MS, SecretStr(""))
            case Transfer():
                return TransferEnded(at, answered=self._next(PERSON) != "no_answer")
        return None

    def _answer(self, name: str, at: float) -> Event:
        match self._next(name):
            case "nothing":
                return Found(at, ())
            case "failed":
                return Failed(at)
            case "slow":
                return TooSlow(at)
            case "person":
                return Key(at, SecretStr("0"))
            case outcome:
                row = self._row(name, "" if outcome in NO_CODES else outcome)
                return Found(at, (row, row) if name in self._lists else (row,))

    def _row(self, name: str, code: str) -> dict[str, SecretStr]:
        kinds = self._declared.kinds.get(name, {})
        row = {column: SecretStr("" if kind == CODE else "某") for column, kind in kinds.items()}
        return row | ({CASE: SecretStr(code)} if CASE in kinds else {})

    def _verdict(self, at: float) -> Event:
        match self._next(PIN):
            case "refused":
                self._wrong_pins += 1
                return Refused(at, 3 - self._wrong_pins)
            case "locked":
                return Locked(at)
            case "failed":
                return Failed(at)
            case "slow":
                return TooSlow(at)
        return Accepted(at, initial_pin=self._initial_pin)

    def _next(self, name: str) -> str:
        return self._kept[name].popleft() if self._kept[name] else ""


def _asked(tree: Tree, node_name: str) -> str:
    match tree.nodes.get(node_name):
        case Query(query=name) | Act(act=name):
            return name
        case Message():
            return SEND_TEXT
        case Authenticate():
            return PIN
        case TransferNode():
            return PERSON
    return ""


def _listed(tree: Tree, step: Chosen) -> str:
    """The query of which the caller has heard more than one row: behind a single one nothing could be chosen there."""
    node = tree.nodes.get(step.node)
    if isinstance(node, Query) and not node.options and step.input in {Input.KEY, Input.SPEECH}:
        return node.query
    return ""
