"""The PIN is checked; whatever comes of it, it is forgotten."""

from dataclasses import replace

from ivr.dialog.actions import Verify
from ivr.dialog.events import Accepted, Event, Failed, Locked, Refused, TooSlow
from ivr.dialog.moves import Act, Book, Go, Move
from ivr.dialog.state import NOTHING, Notice, State
from ivr.menus.model import Authenticate, Level


def enter(book: Book, state: State, node: Authenticate) -> Move:
    filler = book.wording.say(node.filler)
    return Act(state, Verify(state.id_number, state.entry, filler, state.rate))


def on(book: Book, state: State, node: Authenticate, event: Event) -> Move:
    state = replace(state, entry=NOTHING)
    match event:
        case Accepted(initial_pin=initial):
            return Go(replace(state, level=Level.L2, initial_pin=initial), node.accepted, "accepted")
        case Refused(tries_left=left) if left in book.tree.common.wrong_pin:
            return Go(replace(state, notice=(Notice(book.tree.common.wrong_pin[left]),)), node.refused, "refused")
        case Refused() | Locked():
            return Go(state, node.locked, "locked")
        case Failed():
            return Go(state, node.failed, "failed")
        case TooSlow():
            return Go(state, node.slow, "slow")
    raise TypeError(f"a PIN check can't end as {type(event).__name__}")
