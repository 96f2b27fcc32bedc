"""A number by keys: it ends by itself at its last digit, and whoever pauses is told how much is missing."""

from dataclasses import replace

from pydantic import SecretStr

from ivr.dialog.choices import silence
from ivr.dialog.events import Event, Key, Silence
from ivr.dialog.id_number import IdFault, check_id_number
from ivr.dialog.moves import Book, Go, Move
from ivr.dialog.state import Notice, State
from ivr.menus.model import BACK, Ask, Level
from ivr.spoken.say import Kind, say

LENGTHS = {"id_number": 18, "pin": 6}
SILENCES = 2


def enter(book: Book, state: State, node: Ask) -> Move:
    """Asks, or asks on: digits that are already there stay."""
    if state.entry.get_secret_value():
        return book.listen(state, book.notices(state), node.between_seconds)
    return book.listen(state, book.say(state, node.prompt), node.first_seconds)


def on(book: Book, state: State, node: Ask, event: Event) -> Move:
    if isinstance(event, Silence):
        return _silence(book, state, node)
    if not isinstance(event, Key):
        raise TypeError(f"an entry can't end as {type(event).__name__}")
    key, entry = event.key.get_secret_value(), state.entry.get_secret_value()
    twice = state.last_key.get_secret_value() == key
    state = replace(state, no_input=0, last_key=event.key, last_key_at=event.at)
    if key == "#":
        return Go(_forget(state), book.tree.common.person, "person") if twice else _short(book, state, node)
    if key == "*" and not (node.what == "id_number" and len(entry) == 17):
        return _clear(book, state, node) if entry else Go(state, BACK, "back")
    entry += "X" if key == "*" else key
    state = replace(state, entry=SecretStr(entry))
    if len(entry) < LENGTHS[node.what]:
        return book.listen(state, (), node.between_seconds)
    return _complete(book, replace(state, entry_ended_at=event.at), node)


def _complete(book: Book, state: State, node: Ask) -> Move:
    if node.what == "pin":
        return Go(state, node.to, "match")
    fault = check_id_number(state.entry)
    if fault is None:
        # Another number is another person: what the last one had proved does not count.
        return Go(replace(_forget(state), id_number=state.entry, level=Level.L0), node.to, "match")
    failures = state.failures + 1
    state = replace(_forget(state), failures=failures)
    if failures >= node.tries:
        return Go(state, book.tree.common.person, fault)
    prompt = book.tree.common.bad_date if fault is IdFault.BAD_DATE else book.tree.common.bad_check_digit
    return _again(book, state, node, prompt, fault)


def _silence(book: Book, state: State, node: Ask) -> Move:
    if state.entry.get_secret_value() and state.no_input + 1 < SILENCES:
        return _short(book, replace(state, no_input=state.no_input + 1), node, "no_input")
    return silence(book, _forget(state) if state.no_input + 1 >= SILENCES else state, SILENCES, None)


def _short(book: Book, state: State, node: Ask, outcome: str = "too_short") -> Move:
    """Tells how many digits are missing and keeps those that are there."""
    missing = LENGTHS[node.what] - len(state.entry.get_secret_value())
    if missing == LENGTHS[node.what]:
        return _again(book, state, node, book.tree.common.entry_nothing, outcome)
    values = {"missing": SecretStr(say(Kind.COUNT, missing))}
    state = replace(state, notice=(Notice(book.tree.common.entry_short, values),))
    return book.listen(state, book.notices(state), node.first_seconds, outcome)


def _clear(book: Book, state: State, node: Ask) -> Move:
    return _again(book, _forget(state), node, book.tree.common.entry_cleared, "cleared")


def _again(book: Book, state: State, node: Ask, notice: str, outcome: str) -> Move:
    state = replace(state, notice=(Notice(notice),))
    return book.listen(state, book.say(state, node.prompt), node.first_seconds, outcome)


def _forget(state: State) -> State:
    return replace(state, entry=SecretStr(""))
