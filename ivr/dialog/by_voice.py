"""A choice by words: taken as if its key had been pressed, asked back where it is in doubt, or not understood."""

from collections.abc import Callable
from dataclasses import replace

from pydantic import SecretStr

from ivr.dialog.choices import no_match, obey
from ivr.dialog.events import Heard, Key
from ivr.dialog.meaning import Doubtful, Meaning, NotUnderstood, Press, Understood, Visit, from_text, to_text
from ivr.dialog.moves import Act, Book, Go, Move
from ivr.dialog.state import NOTHING, Notice, State
from ivr.menus.model import REPEAT, Ask, Choices
from ivr.spoken.everywhere import Command
from ivr.spoken.question import Alternative

Pressed = Callable[[State, Key], Move]


def choose_by_voice(book: Book, state: State, node: Choices, event: Heard, pressed: Pressed) -> Move:
    """`pressed` is what a key does in the node."""
    agreed = book.spoken.agrees(event.alternatives) if state.in_doubt else None
    asked, state = state.in_doubt, replace(state, in_doubt="")
    if agreed:
        return _take(book, state, from_text(asked), event.at, pressed)
    if agreed is False:
        return no_match(book, state, node, ())
    match book.spoken.understand(state.node, event.alternatives):
        case Understood(meaning):
            return _take(book, state, meaning, event.at, pressed)
        case Doubtful(meaning, name) if not asked:
            return _ask_back(book, state, node, meaning, name)
    return no_match(book, state, node, (book.tree.common.speech.not_understood,))


def answers(book: Book, state: State, heard: tuple[Alternative, ...]) -> bool:
    """Whether it may be a choice, or a yes or no to whoever was asked back."""
    if state.in_doubt and book.spoken.agrees(heard) is not None:
        return True
    return book.spoken.understand(state.node, heard) != NotUnderstood()


def obeyed(book: Book, state: State, node: Ask, event: Heard) -> Move | None:
    """Where a number is asked for, what holds everywhere; None for a number, and for what is not understood."""
    asked, state = state.in_doubt, replace(state, in_doubt="")
    agreed = book.spoken.agrees(event.alternatives) if asked else None
    if agreed is False:
        return Go(state, REPEAT, "no_match")
    match Understood(from_text(asked)) if agreed else book.spoken.command(state.node, event.alternatives):
        case Understood(Command() as command):
            return obey(book, state, command)
        case Doubtful(meaning, name) if not asked:
            return _ask_back(book, state, node, meaning, name)
    return None


def go_on_by_keys(book: Book, state: State) -> Go:
    """Nobody could listen: the caller is told, and hears the node again. A number that was begun by voice is keyed whole: who is
    told only to use keys can't know where to go on."""
    told = (Notice(book.tree.common.speech.by_keys),)
    begun = state if state.segments or not state.pieces else replace(state, pieces=(), entry=NOTHING)
    return Go(replace(begun, keys_only=True, in_doubt="", notice=told), REPEAT, "unheard")


def _take(book: Book, state: State, meaning: Meaning, at: float, pressed: Pressed) -> Move:
    match meaning:
        case Press(key):
            typed = replace(state, entry=SecretStr(key[:-1]), flush_until=0.0)
            return pressed(typed, Key(at, SecretStr(key[-1])))
        case Visit(target):
            return Go(replace(state, no_input=0, no_match=0, segments=()), target, "match")
    return obey(book, state, meaning)


def _ask_back(book: Book, state: State, node: Choices | Ask, meaning: Meaning, name: str) -> Act:
    """Whoever presses a key instead of answering has chosen by it."""
    state = replace(state, in_doubt=to_text(meaning))
    question = book.wording.say(book.tree.common.speech.ask_back, {"choice": SecretStr(name)})
    return book.listen(state, question, node.first_seconds, "asked_back")
