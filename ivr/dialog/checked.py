"""What becomes of a number that is complete: taken, or asked again where it is wrong."""

from dataclasses import replace

from ivr.dialog.choices import state_person
from ivr.dialog.entries import is_mobile, is_telephone
from ivr.dialog.id_number import WRONG_SEGMENT, IdFault, check_id_number, with_segment
from ivr.dialog.moves import Book, Go, Move
from ivr.dialog.state import NOTHING, Notice, State
from ivr.menus.model import REPEAT, Ask, Confirm, Level

ALL_SEGMENTS = (1, 2, 3)


def check(book: Book, state: State, node: Ask, at: float) -> Move:
    """The entry is complete."""
    state = replace(state, entry_ended_at=at)
    match node.what:
        case "pin":  # stays in `entry` until it has been checked
            return Go(state, node.to, "match")
        case "id_number":
            return _id_number(book, state, node)
        case "case_number":
            return _taken(state, node)
    fits = is_mobile if node.what == "mobile" else is_telephone
    if fits(state.entry.get_secret_value()):
        return _taken(state, node)
    return refused(book, state, node, book.tree.common.entry.bad_phone, "bad_phone")


def _taken(state: State, node: Ask) -> Go:
    name = "case_number" if node.what == "case_number" else "phone"
    values = {**state.values, name: state.entry}
    return Go(_done(replace(state, values=values)), node.to, "match")


def _id_number(book: Book, state: State, node: Ask) -> Move:
    """A whole number, or a part of one; another number is another person, and what the last one proved does not count.

    No way leads back to where the last one was read out, for there the new one could be accepted before it is looked at.
    """
    number, left = state.entry, state.segments[1:]
    if state.segments:
        number = with_segment(state.id_number, state.segments[0], state.entry.get_secret_value())
    state = replace(_done(state), id_number=number, level=Level.L0, initial_pin=False, segments=left)
    history = tuple(name for name in state.history if not isinstance(book.tree.nodes[name], Confirm))
    state = replace(state, answer=(), given={}, history=history)
    if left:
        return Go(state, REPEAT, "match")
    fault = check_id_number(number)
    if fault is None:
        return Go(state, node.to, "match")
    return _wrong_id_number(book, state, node, fault)


def _wrong_id_number(book: Book, state: State, node: Ask, fault: IdFault) -> Move:
    """Where the fault's part is known only that is asked again. A check digit does not tell: whole, then part by part."""
    wording = book.tree.common.id_number
    notice = {
        IdFault.BAD_AREA: wording.bad_area,
        IdFault.BAD_DATE: wording.bad_date,
        IdFault.BAD_CHECK_DIGIT: wording.bad_check_digit if state.failures == 0 else wording.by_segments,
    }[fault]
    if fault in WRONG_SEGMENT:
        state = replace(state, segments=(WRONG_SEGMENT[fault],))
    elif state.failures > 0:
        state = replace(state, segments=ALL_SEGMENTS)
    return refused(book, state, node, notice, fault)


def refused(book: Book, state: State, node: Ask, notice: str, outcome: str) -> Go:
    """Asked again, with the reason first; too often, and it goes on elsewhere."""
    failures = state.failures + 1
    state = replace(_done(state), failures=failures)
    if failures >= node.tries:
        return Go(replace(state, segments=()), node.failure or state_person(book, state), outcome)
    return Go(replace(state, notice=(Notice(notice),)), REPEAT, outcome)


def _done(state: State) -> State:
    return replace(state, entry=NOTHING, entry_began_at=0.0)
