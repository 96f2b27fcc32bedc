"""Menu, confirm and survey: a prompt, then a choice."""

from dataclasses import replace

from ivr.dialog.actions import Say
from ivr.dialog.choices import choose
from ivr.dialog.events import Event, Key, Silence
from ivr.dialog.moves import Act, Book, Go, Move
from ivr.dialog.state import NOTHING, State
from ivr.menus.model import REPEAT, Choices, Confirm, Menu, Survey
from ivr.spoken.utterance import Utterance


def enter(book: Book, state: State, node: Menu | Confirm | Survey) -> Move:
    """Asks. What the caller was told on the way here comes first, unless this is about a silence or a wrong key."""
    state = replace(state, entry=NOTHING)
    utterance = book.say(state, prompt(state, node))
    if not (state.no_input or state.no_match):
        utterance = (*book.words(state.told), *utterance)
    return ask(book, state, node, utterance)


def ask(book: Book, state: State, node: Choices, utterance: Utterance) -> Act:
    if node.interrupt == "none":
        return Act(replace(state, notice=()), Say(utterance, state.rate))
    invitation = book.tree.common.speech.invite if state.node == book.tree.main_menu else None
    return book.listen(state, utterance, node.first_seconds, invitation=invitation)


def prompt(state: State, node: Choices) -> str:
    """The node's prompt, or the one for so many silences."""
    own = node.prompt or ""
    if not state.no_input or not node.no_input.prompts:
        return own
    return node.no_input.prompts[min(state.no_input, len(node.no_input.prompts)) - 1]


def on(book: Book, state: State, node: Menu | Confirm, event: Event) -> Move:
    return choose(book, state, node, event)


def on_survey(book: Book, state: State, node: Survey, event: Event) -> Move:
    """The answer goes into the call log as score_1 …; who gives none is left in peace."""
    if isinstance(event, Silence):
        return Go(state, node.to, "no_input")
    key = event.key.get_secret_value() if isinstance(event, Key) else ""
    move = choose(book, state, node, event)
    if key in node.options and isinstance(move, Go) and move.to != REPEAT:
        return replace(move, outcome=f"score_{key}")
    return move
