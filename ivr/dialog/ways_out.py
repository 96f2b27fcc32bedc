"""The two ways to leave the machine: a person, and goodbye."""

from ivr.dialog.actions import End
from ivr.dialog.actions import Transfer as Ring
from ivr.dialog.events import Event, Played, TransferEnded
from ivr.dialog.moves import Act, Book, Go, Move
from ivr.dialog.state import Notice, State
from ivr.menus.model import Hangup, Transfer


def enter(book: Book, state: State, node: Transfer | Hangup) -> Move:
    """Outside office hours nobody is rung where the tree has something better."""
    if isinstance(node, Transfer) and node.closed and not book.office.is_open(book.moment(state)):
        return Go(state, node.closed, "closed", carried=state.told)
    return book.speak(state, node.prompt)


def on_transfer(_book: Book, state: State, node: Transfer, event: Event) -> Move:
    match event:
        case Played():
            return Act(state, Ring(node.extension, f"{state.came_from} {state.trouble}".strip()))
        case TransferEnded(answered=True):
            return Act(state, End(), "answered")
        case TransferEnded(answered=False):
            return Go(state, node.to, "no_answer", carried=(Notice(node.no_answer),))
    raise TypeError(f"a transfer can't end as {type(event).__name__}")


def on_hangup(_book: Book, state: State, _node: Hangup, _event: Event) -> Move:
    return Act(state, End(), "goodbye")
