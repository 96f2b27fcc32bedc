"""A question to a database and its answer: one row is said and goes on, several are said one by one (# next, * stop)."""

from dataclasses import replace

from ivr.dialog import variables
from ivr.dialog.actions import LookUp, Perform
from ivr.dialog.choices import choose
from ivr.dialog.events import Event, Failed, Found, Key, Silence, TooSlow
from ivr.dialog.menu import ask, prompt
from ivr.dialog.message import without_recording
from ivr.dialog.moves import Act, Book, Go, Move
from ivr.dialog.state import Notice, State
from ivr.menus import model
from ivr.menus.model import Answer, Level, Message, Query
from ivr.spoken.utterance import Utterance, plain

BETWEEN_ROWS_SECONDS = 0.6
CASE = "case"
"""The column by which an answer chooses its wording."""
GIVEN = ("case_number",)
"""Columns of a change that later nodes read out, too."""


def enter(book: Book, state: State, node: Query) -> Move:
    """Looks up, or sends a caller who is not known well enough to say who they are first."""
    state = replace(state, wanted=state.node, rows=(), row=0, answer=())
    if state.level < node.level:
        login = book.tree.login
        return Go(state, login.id_number if state.level < Level.L1 else login.pin)
    if node.own_pin and state.initial_pin:
        return Go(state, book.tree.login.own_pin, "initial_pin")
    return Act(state, LookUp(node.query, variables.raw(state), _filler(book, node), state.rate))


def enter_act(book: Book, state: State, node: model.Act) -> Move:
    """A change that the caller confirmed; who came by another way is sent back to where they can."""
    if state.level < node.level:
        return Go(state, model.BACK, "unconfirmed")
    wanted = state.node if node.level < Level.L3 else state.wanted
    return perform(book, replace(state, acts=state.acts + 1, wanted=wanted), node)


def enter_message(book: Book, state: State, node: Message) -> Move:
    """Whoever has been told nothing, or has said since that they are somebody else, has nothing to be sent."""
    if not state.answer:
        return Go(state, node.nothing or book.tree.common.nothing, "nothing")
    return perform(book, replace(state, acts=state.acts + 1, wanted=state.node), node)


def perform(book: Book, state: State, node: model.Act | Message) -> Move:
    """Asks for the change that is due; asked for again, after a process died, it is the same change."""
    name = node.act if isinstance(node, model.Act) else "send_text"
    values = dict(variables.raw(state))
    if isinstance(node, Message):
        values["text"] = plain(book.words(state.answer))
    state = replace(state, rows=(), row=0)
    return Act(state, Perform(name, state.acts, values, _filler(book, node), state.rate))


def repeat(book: Book, state: State, node: Query | model.Act | Message) -> Move:
    """The answer again, from its first row; after a silence only the choices, after a wrong key between rows its row."""
    if not state.rows:
        return enter(book, state, node) if isinstance(node, Query) else perform(book, state, node)
    if state.no_match and state.row < len(state.rows):
        return _say_row(book, state, node)
    if state.no_input or state.no_match or state.row >= len(state.rows) > 1:
        return _choices(book, state, node)
    return _say_row(book, replace(state, row=0), node)


def on(book: Book, state: State, node: Answer, event: Event) -> Move:
    match event:
        case Found(rows=()):
            return Go(_unconfirmed(state), node.nothing or book.tree.common.nothing, "nothing")
        case Found(rows=rows):
            return _found(book, replace(state, rows=tuple(dict(row) for row in rows), row=0), node)
        case Failed():
            return Go(_unconfirmed(state), node.failed or book.tree.common.failed, "failed")
        case TooSlow():
            return Go(_unconfirmed(state), node.slow or book.tree.common.slow, "slow")
    if state.row < len(state.rows):
        return _during_rows(book, state, node, event)
    return choose(book, state, node, event)


def _found(book: Book, state: State, node: Answer) -> Move:
    first = state.rows[0]
    given = state.given if isinstance(node, Query) else {name: first[name] for name in GIVEN if name in first}
    if isinstance(node, model.Act):  # it is done: there is nothing to try again, and the recording is left with it
        state = replace(state, wanted="", values=without_recording(state))
    state = replace(_unconfirmed(state), answered=True, given=given)
    case = first[CASE].get_secret_value() if CASE in first else ""
    if case in node.cases:
        return _go_on(book, state, node, (Notice(node.cases[case], dict(first)),), case)
    if len(state.rows) == 1 and not node.options:
        return _go_on(book, state, node, _notices(state, node), "found")
    return replace(_say_row(book, state, node), outcome="found")


def _unconfirmed(state: State) -> State:
    """One confirmation is good for one change."""
    return replace(state, level=min(state.level, Level.L2))


def _go_on(book: Book, state: State, node: Answer, said: tuple[Notice, ...], outcome: str) -> Go:
    """The answer is said with what follows. That a text was sent is no answer: the answer can be sent once more."""
    target = node.then or book.tree.common.after_answer
    if isinstance(node, Message):
        return Go(replace(state, notice=said), target, outcome)
    return Go(state, target, outcome, carried=said)


def _during_rows(book: Book, state: State, node: Answer, event: Event) -> Move:
    if state.entry.get_secret_value():
        return choose(book, state, node, event)
    key = event.key.get_secret_value() if isinstance(event, Key) else ""
    if key == "*":
        return _after_rows(book, state, node)
    if key == "#" or isinstance(event, Silence):
        state = replace(state, row=state.row + 1)
        return _say_row(book, state, node) if state.row < len(state.rows) else _after_rows(book, state, node)
    return choose(book, state, node, event)


def _after_rows(book: Book, state: State, node: Answer) -> Move:
    """Behind the list the caller can have all of it again, or as a text."""
    rows = (_notices(replace(state, row=row), node) for row in range(len(state.rows)))
    state = replace(state, row=len(state.rows), answer=tuple(notice for row in rows for notice in row))
    if node.options:
        return _choices(book, state, node)
    return Go(state, node.then or book.tree.common.after_answer)


def _say_row(book: Book, state: State, node: Answer) -> Act:
    notices = _notices(state, node)
    utterance: Utterance = (*book.notices(state), *book.words(notices))
    if len(state.rows) > 1:
        return book.listen(state, utterance, BETWEEN_ROWS_SECONDS)
    state = replace(state, row=1, answer=notices)
    return ask(book, state, node, (*utterance, *book.wording.say(prompt(state, node), variables.in_words(state))))


def _notices(state: State, node: Answer) -> tuple[Notice, ...]:
    """What belongs to the row: before the first one the lead-in, behind the last one the ending."""
    first, last = state.row == 0, state.row == len(state.rows) - 1
    names = (node.lead_in if first else None, node.answer, node.ending if last else None)
    return tuple(Notice(name, dict(state.rows[state.row])) for name in names if name)


def _choices(book: Book, state: State, node: Answer) -> Act:
    state = replace(state, row=len(state.rows))
    return ask(book, state, node, book.say(state, prompt(state, node)))


def _filler(book: Book, node: Answer) -> Utterance:
    return book.wording.say(node.filler or book.tree.common.filler)
