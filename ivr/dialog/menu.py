"""Menu and confirm: a prompt, then one key."""

from pydantic import SecretStr

from ivr.dialog.choices import choose
from ivr.dialog.events import Event
from ivr.dialog.moves import Book, Move
from ivr.dialog.state import State
from ivr.menus.model import Confirm, Menu
from ivr.spoken.say import Kind, say


def enter(book: Book, state: State, node: Menu | Confirm) -> Move:
    prompt = node.shorter if state.no_input and node.shorter else node.prompt
    values = {}
    if isinstance(node, Confirm):
        values["id_number"] = SecretStr(say(Kind.ID_NUMBER, state.id_number.get_secret_value()))
    return book.listen(state, book.say(state, prompt, values), node.first_seconds)


def on(book: Book, state: State, node: Menu | Confirm, event: Event) -> Move:
    return choose(book, state, node, event)
