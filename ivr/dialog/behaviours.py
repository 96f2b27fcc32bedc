"""How each kind of node behaves: on arrival, on an event, and when it is to be said again. One line a kind."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ivr.dialog import answer, ask, authenticate, menu, message, passing, ways_out
from ivr.dialog.events import Event
from ivr.dialog.moves import Book, Move
from ivr.dialog.state import State
from ivr.menus import model


@dataclass(frozen=True)
class Behaviour:
    enter: Callable[[Book, State, Any], Move]
    on: Callable[[Book, State, Any, Event], Move]
    repeat: Callable[[Book, State, Any], Move]


def _deaf(_book: Book, state: State, _node: model.Node, event: Event) -> Move:
    raise TypeError(f"node {state.node} waits for nothing, and got {type(event).__name__}")


BEHAVIOURS: dict[type[model.Node], Behaviour] = {
    model.Menu: Behaviour(menu.enter, menu.on, menu.enter),
    model.Confirm: Behaviour(menu.enter, menu.on, menu.enter),
    model.Survey: Behaviour(menu.enter, menu.on_survey, menu.enter),
    model.Ask: Behaviour(ask.enter, ask.on, ask.repeat),
    model.Authenticate: Behaviour(authenticate.enter, authenticate.on, authenticate.enter),
    model.Query: Behaviour(answer.enter, answer.on, answer.repeat),
    model.Act: Behaviour(answer.enter_act, answer.on, answer.repeat),
    model.Message: Behaviour(answer.enter_message, answer.on, answer.repeat),
    model.Say: Behaviour(passing.say, passing.on_say, passing.say),
    model.Record: Behaviour(message.enter, message.on, message.repeat),
    model.Branch: Behaviour(passing.branch, _deaf, passing.branch),
    model.Goto: Behaviour(passing.goto, _deaf, passing.goto),
    model.Transfer: Behaviour(ways_out.enter, ways_out.on_transfer, ways_out.enter),
    model.Hangup: Behaviour(ways_out.enter, ways_out.on_hangup, ways_out.enter),
}
