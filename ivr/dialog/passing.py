"""Nodes that listen to nobody: an announcement, a fork, another name."""

from collections.abc import Callable

from ivr.dialog.entries import is_mobile, is_telephone
from ivr.dialog.events import Event, Played
from ivr.dialog.moves import Book, Go, Move
from ivr.dialog.state import Notice, State
from ivr.dialog.variables import in_words
from ivr.menus.model import Branch, Goto, Say


def say(book: Book, state: State, node: Say) -> Move:
    """Where it may be interrupted it is said as the beginning of what follows, so that keys already count there."""
    if node.interrupt == "none":
        return book.speak(state, node.prompt)
    said = Notice(node.prompt, dict(in_words(state)))
    return Go(state, _next(book, node), "said", carried=(*state.told, said))


def on_say(book: Book, state: State, node: Say, event: Event) -> Move:
    if not isinstance(event, Played):
        raise TypeError(f"an announcement can't end as {type(event).__name__}")
    return Go(state, _next(book, node), "said")


def goto(_book: Book, state: State, node: Goto) -> Move:
    return Go(state, node.to, carried=state.told)


def branch(book: Book, state: State, node: Branch) -> Move:
    return Go(state, node.cases.get(_fact(book, state, node.by), node.otherwise), carried=state.told)


def _fact(book: Book, state: State, name: str) -> str:
    if name in _FACTS:
        return "yes" if _FACTS[name](book, state) else "no"
    return state.value(name)


_FACTS: dict[str, Callable[[Book, State], bool]] = {
    "open": lambda book, state: book.office.is_open(book.moment(state)),
    "announcement": lambda book, state: book.office.announcement_at(book.moment(state)) is not None,
    "cut_off": lambda _book, state: bool(state.cut_off),
    "initial_pin": lambda _book, state: state.initial_pin,
    "phone": lambda _book, state: is_telephone(state.value("phone")),
    "mobile": lambda _book, state: is_mobile(state.value("phone")),
}

FACTS = frozenset(_FACTS)
"""What a branch may ask besides variables; each is `yes` or `no`."""


def _next(book: Book, node: Say) -> str:
    return node.to or book.tree.common.after_answer
