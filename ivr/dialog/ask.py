"""A number by keys, or in turns by keys and by voice: it ends by itself at its last digit, and whoever pauses is told how much
is missing.

Three timers run independently: until the first key, between keys, and for the whole entry where the node limits it. The first
key stops the first timer for good.
"""

from dataclasses import replace

from pydantic import SecretStr

from ivr.dialog.checked import check
from ivr.dialog.choices import state_person, tries
from ivr.dialog.entries import ends_a_part, entry_of, takes_x
from ivr.dialog.events import Event, Heard, Key, Silence
from ivr.dialog.moves import Act, Book, Go, Move
from ivr.dialog.spoken_entry import enter_by_voice, keyed_between
from ivr.dialog.state import NOTHING, Notice, State
from ivr.menus.model import BACK, Ask, Retry
from ivr.spoken.say import Kind, say
from ivr.spoken.utterance import Rate


def enter(book: Book, state: State, node: Ask) -> Move:
    """Asks for the number, or for the part of it that was wrong."""
    state = replace(state, entry=NOTHING, entry_began_at=0.0, last_key=NOTHING)
    prompt, invitation = book.say(state, _prompt(book, state, node)), book.tree.common.speech.invite_number
    return book.listen(state, prompt, node.first_seconds, invitation=invitation)


def repeat(book: Book, state: State, node: Ask) -> Move:
    """Asks again, or asks on: digits that are already there stay."""
    if not state.so_far:
        return enter(book, state, node)
    asked_on = state if state.notice else replace(state, notice=(_missing(book, state, node),))
    return book.listen(asked_on, book.notices(asked_on), node.between_seconds)


def on(book: Book, state: State, node: Ask, event: Event) -> Move:
    match event:
        case Silence():
            return _silence(book, state, node, event.at)
        case Heard():
            return enter_by_voice(book, state, node, event)
        case Key():
            return _key(book, state, node, event)
    raise TypeError(f"an entry can't end as {type(event).__name__}")


def _key(book: Book, state: State, node: Ask, event: Key) -> Move:
    key, entry = event.key.get_secret_value(), state.entry.get_secret_value()
    twice = state.last_key.get_secret_value() == key
    state = replace(state, no_input=0, last_key=event.key, last_key_at=event.at)
    if key == "#":
        return _hash(book, state, node, event.at, twice=twice)
    if key == "*" and not takes_x(node.what, state):
        return _clear(book, state, node) if state.so_far else Go(state, BACK, "back")
    entry += "X" if key == "*" else key
    began = state.entry_began_at or event.at
    state = replace(state, entry=SecretStr(entry), entry_began_at=began)
    if ends_a_part(node.what, state):
        return _taken(book, state, node, event.at)
    return book.listen(state, (), _until_next(state, node, event.at))


def _hash(book: Book, state: State, node: Ask, at: float, *, twice: bool) -> Move:
    """# ends a number that has no fixed length; otherwise it tells how much is missing, and twice it is a call for help."""
    if twice:
        return Go(_forget(state), state_person(book, state), "person")
    if entry_of(node.what, state).acceptable(state.so_far):
        return _taken(book, state, node, at)
    return _short(book, state, node)


def _taken(book: Book, state: State, node: Ask, at: float) -> Move:
    """What was keyed is as it is; what was said may have been something else."""
    return keyed_between(book, state, node, at) if state.pieces else check(book, state, node, at)


def _until_next(state: State, node: Ask, at: float) -> float:
    """Seconds until the next key must come."""
    if node.whole_seconds is None:
        return node.between_seconds
    return max(0.1, min(node.between_seconds, state.entry_began_at + node.whole_seconds - at))


def _silence(book: Book, state: State, node: Ask, at: float) -> Move:
    if entry_of(node.what, state).acceptable(state.so_far):
        return _taken(book, state, node, at)
    count = state.no_input + 1
    if count >= tries(Retry(), book.tree.common.no_input):
        slow = replace(_forget(state), rate=Rate.SLOW)
        return Go(slow, book.tree.common.no_input.to or BACK, "no_input")
    state = replace(state, no_input=count)
    if node.whole_seconds and state.entry_began_at and at - state.entry_began_at >= node.whole_seconds:
        return again(book, _forget(state), node, book.tree.common.entry.cleared, "too_slow")
    if state.so_far:
        return _short(book, state, node, "no_input")
    return book.listen(state, book.say(state, _prompt(book, state, node)), node.first_seconds, "no_input")


def _short(book: Book, state: State, node: Ask, outcome: str = "too_short") -> Move:
    """Tells how many digits are missing and keeps those that are there."""
    if not state.so_far:
        return again(book, state, node, book.tree.common.entry.nothing, outcome)
    state = replace(state, notice=(_missing(book, state, node),))
    return book.listen(state, book.notices(state), node.between_seconds, outcome)


def _missing(book: Book, state: State, node: Ask) -> Notice:
    """None need be missing, where what was heard can be shorter."""
    missing = entry_of(node.what, state).missing(state.so_far)
    if missing <= 0:
        return Notice(book.tree.common.speech.go_on)
    return Notice(book.tree.common.entry.short, {"missing": SecretStr(say(Kind.COUNT, missing))})


def _clear(book: Book, state: State, node: Ask) -> Move:
    return again(book, _forget(state), node, book.tree.common.entry.cleared, "cleared")


def again(book: Book, state: State, node: Ask, notice: str, outcome: str) -> Act:
    """Asks again, with the reason first."""
    state = replace(state, notice=(Notice(notice),))
    return book.listen(state, book.say(state, _prompt(book, state, node)), node.first_seconds, outcome)


def _prompt(book: Book, state: State, node: Ask) -> str:
    if node.what == "id_number" and state.segments:
        return book.tree.common.id_number.segments[state.segments[0] - 1]
    return node.prompt


def _forget(state: State) -> State:
    return replace(state, entry=NOTHING, entry_began_at=0.0, pieces=state.pieces if state.segments else ())
