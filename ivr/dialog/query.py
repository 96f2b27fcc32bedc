"""A look-up and its answer: one row is said with the choices behind it, several one by one (# next, * stop)."""

from dataclasses import replace

from ivr.dialog.actions import LookUp
from ivr.dialog.choices import choose
from ivr.dialog.events import Event, Failed, Found, Key, Silence, TooSlow
from ivr.dialog.moves import Act, Book, Go, Move
from ivr.dialog.state import State
from ivr.menus.model import Level, Query

BETWEEN_ROWS_SECONDS = 0.6


def enter(book: Book, state: State, node: Query) -> Move:
    state = replace(state, wanted=state.node, rows=(), row=0)
    if state.level < node.level:
        login = book.tree.login
        return Go(state, login.id_number if state.level < Level.L1 else login.pin)
    return Act(state, LookUp(node.query, state.id_number, book.wording.say(node.filler), state.rate))


def repeat(book: Book, state: State, node: Query) -> Move:
    """The answer again, from its first row; after a silence only the choices."""
    if not state.rows:
        return enter(book, state, node)
    if state.no_input or state.notice:
        return _choices(book, state, node)
    return _say_row(book, replace(state, row=0), node)


def on(book: Book, state: State, node: Query, event: Event) -> Move:
    match event:
        case Found(rows=()):
            return Go(state, node.nothing, "nothing")
        case Found(rows=rows):
            found = replace(state, rows=tuple(dict(row) for row in rows), row=0, answered=True)
            return replace(_say_row(book, found, node), outcome="found")
        case Failed():
            return Go(state, node.failed, "failed")
        case TooSlow():
            return Go(state, node.slow, "slow")
    if state.row < len(state.rows):
        return _during_rows(book, state, node, event)
    return choose(book, state, node, event)


def _during_rows(book: Book, state: State, node: Query, event: Event) -> Move:
    key = event.key.get_secret_value() if isinstance(event, Key) else ""
    if key == "*":
        return _choices(book, replace(state, row=len(state.rows)), node)
    if key == "#" or isinstance(event, Silence):
        return _say_row(book, replace(state, row=state.row + 1), node)
    return choose(book, state, node, event)


def _say_row(book: Book, state: State, node: Query) -> Act:
    if state.row == len(state.rows):
        return _choices(book, state, node)
    values = state.rows[state.row]
    utterance = book.say(state, node.answer, values)
    if state.row == 0 and node.lead_in:
        utterance = (*book.wording.say(node.lead_in, values), *utterance)
    if state.row == len(state.rows) - 1 and node.ending:
        utterance = (*utterance, *book.wording.say(node.ending, values))
    if len(state.rows) > 1:
        return book.listen(state, utterance, BETWEEN_ROWS_SECONDS)
    utterance = (*utterance, *book.wording.say(node.prompt))
    return book.listen(replace(state, row=1), utterance, node.first_seconds)


def _choices(book: Book, state: State, node: Query) -> Act:
    state = replace(state, row=len(state.rows))
    return book.listen(state, book.say(state, node.prompt), node.first_seconds)
