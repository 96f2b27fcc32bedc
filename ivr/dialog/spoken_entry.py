"""A number by voice, whole or in pieces, and mixed with keys. What is complete goes the way of what was keyed: it is checked and
read back. What stays in doubt is asked again part by part, and then by keys."""

from dataclasses import replace

from ivr.dialog import pieces
from ivr.dialog.checked import check, refused
from ivr.dialog.decision import Complete, Doubtful, Impossible, More
from ivr.dialog.entries import entry_of
from ivr.dialog.events import Heard
from ivr.dialog.id_parts import asked_again
from ivr.dialog.moves import Book, Go, Move
from ivr.dialog.pieces import Piece
from ivr.dialog.spoken_id import decide
from ivr.dialog.state import NOTHING, State
from ivr.menus.model import Ask

HEARD_TRIES = 2
"""So many times somebody is not understood before it goes on by keys."""


def enter_by_voice(book: Book, state: State, node: Ask, event: Heard) -> Move:
    piece = pieces.heard(event.alternatives)
    if piece is None:
        return _unclear(book, state, node)
    if node.what == "id_number" and not (state.segments and not state.pieces):
        return _decided(book, state, node, _with(state, piece), event.at)
    return _whole(book, state, node, piece, event.at)


def keyed_between(book: Book, state: State, node: Ask, at: float) -> Move:
    """A part was keyed of a number whose other parts were spoken."""
    spoken = replace(state, entry=NOTHING)
    return _decided(book, spoken, node, _with(spoken, pieces.keyed(state.entry)), at)


def _with(state: State, piece: Piece) -> tuple[Piece, ...]:
    """The piece behind what there is already, or once more in the place of the part that was asked again."""
    if not state.segments:
        before = (pieces.keyed(state.entry),) if state.entry.get_secret_value() else ()
        return (*state.pieces, *before, piece)
    return asked_again(state.pieces, state.segments[0], piece)


def _decided(book: Book, state: State, node: Ask, heard: tuple[Piece, ...], at: float) -> Move:
    match decide(heard, book.moment(state).date()):
        case More():
            going_on = replace(state, pieces=heard, no_input=0)
            return book.listen(going_on, book.wording.say(book.tree.common.speech.go_on), node.between_seconds)
        case Complete(number):
            return check(book, replace(state, entry=number, segments=(), pieces=()), node, at)
        case Doubtful(segment, parts) | Impossible(int(segment), parts) if parts:
            return _unclear(book, replace(state, segments=(segment,), pieces=parts), node)
    return _unclear(book, replace(state, segments=(), pieces=()), node)


def _whole(book: Book, state: State, node: Ask, piece: Piece, at: float) -> Move:
    """A number without a check digit, or one part of an ID number: the likeliest reading that has the right length."""
    entry = entry_of(node.what, state)
    before = state.entry.get_secret_value()
    readings = (reading.digits.get_secret_value() for reading in piece.readings)
    number = next((before + digits for digits in readings if entry.acceptable(before + digits)), "")
    if not number:
        return _unclear(book, state, node)
    return check(book, replace(state, entry=type(state.entry)(number)), node, at)


def _unclear(book: Book, state: State, node: Ask) -> Go:
    speech = book.tree.common.speech
    if state.failures + 1 < HEARD_TRIES:
        return refused(book, state, node, speech.unclear, "unclear")
    by_keys = replace(state, keys_only=True, segments=(), pieces=())
    return refused(book, by_keys, node, speech.by_keys, "unclear")
