"""A number by voice, whole or in pieces, and mixed with keys. What is complete goes the way of what was keyed: it is checked and
read back. What stays in doubt is asked again part by part, and then by keys. What holds everywhere may be said instead.
"""

from dataclasses import replace

from ivr.dialog import pieces
from ivr.dialog.by_voice import obeyed
from ivr.dialog.checked import check, refused
from ivr.dialog.decision import Complete, Decision, Doubtful, Impossible, More
from ivr.dialog.entries import entry_of, is_mobile, is_telephone
from ivr.dialog.events import Heard
from ivr.dialog.id_parts import asked_again, corrected
from ivr.dialog.moves import Book, Go, Move
from ivr.dialog.pieces import Piece
from ivr.dialog.spoken_id import decide
from ivr.dialog.spoken_number import decide_number
from ivr.dialog.state import NOTHING, State
from ivr.menus.model import Ask

HEARD_TRIES = 2
"""So many times somebody is not understood before it goes on by keys."""
_CAN_BE = {"phone": is_telephone, "mobile": is_mobile, "case_number": str.isdecimal}


def enter_by_voice(book: Book, state: State, node: Ask, event: Heard) -> Move:
    if move := obeyed(book, state, node, event):
        return move
    state = replace(state, in_doubt="")
    piece = pieces.heard(event.alternatives)
    if piece is None:
        return _unclear(book, state, node)
    return _decided(book, replace(state, pieces=_with(state, piece)), node, event.at)


def keyed_between(book: Book, state: State, node: Ask, at: float) -> Move:
    """The last part of a number of which others were spoken: it was keyed, or the caller has nothing to add."""
    heard = _with(state, pieces.keyed(state.entry)) if state.entry.get_secret_value() else state.pieces
    return _decided(book, replace(state, pieces=heard), node, at, ended=True)


def _with(state: State, piece: Piece) -> tuple[Piece, ...]:
    """The piece behind what there is already, or once more in the place of the part that was asked again."""
    if state.segments and state.pieces:
        return asked_again(state.pieces, state.segments[0], piece)
    if state.segments:
        return corrected(state.id_number, state.segments, piece)
    before = () if piece.keyed or state.entry == NOTHING else (pieces.keyed(state.entry),)
    return (*state.pieces, *before, piece)


def _decided(book: Book, state: State, node: Ask, at: float, *, ended: bool = False) -> Move:
    """What the pieces come to; `ended` when the caller has nothing to add."""
    match _decision(book, state, node, ended=ended):
        case More():
            going_on = replace(state, segments=(), entry=NOTHING, no_input=0)
            return book.listen(going_on, book.wording.say(book.tree.common.speech.go_on), node.between_seconds)
        case Complete(number):
            return check(book, replace(state, entry=number, segments=(), pieces=()), node, at)
        case Doubtful(segment, parts) | Impossible(int(segment), parts) if parts:
            return _unclear(book, replace(state, segments=(segment,), pieces=parts), node)
    return _unclear(book, replace(state, segments=(), pieces=()), node)


def _decision(book: Book, state: State, node: Ask, *, ended: bool) -> Decision:
    if node.what == "id_number":
        return decide(state.pieces, book.moment(state).date())
    return decide_number(state.pieces, entry_of(node.what, state), _CAN_BE[node.what], ended=ended)


def _unclear(book: Book, state: State, node: Ask) -> Go:
    speech = book.tree.common.speech
    if state.failures + 1 < HEARD_TRIES:
        return refused(book, state, node, speech.unclear, "unclear")
    by_keys = replace(state, keys_only=True, segments=(), pieces=())
    return refused(book, by_keys, node, speech.by_keys, "unclear")
