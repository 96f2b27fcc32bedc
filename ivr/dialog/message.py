"""A voice message: recorded, heard again if wanted, and kept whatever the caller does then."""

from dataclasses import replace

from pydantic import SecretStr

from ivr.dialog import actions
from ivr.dialog.choices import silence, state_person, tries
from ivr.dialog.events import Event, Key, Played, Recorded, Silence
from ivr.dialog.moves import Act, Book, Go, Move
from ivr.dialog.state import NOTHING, Notice, State
from ivr.menus.model import BACK, REPEAT, Record, Retry
from ivr.spoken.utterance import Recording

RECORDING = "recording"
"""The variable that holds the recording's name."""
REVIEW_SECONDS = 7.0
LISTEN_KEY, AGAIN_KEY, DONE_KEY, PERSON_KEY, BACK_KEY = "1", "2", "#", "0", "*"


def enter(book: Book, state: State, node: Record) -> Move:
    return book.speak(_dropped(state), node.prompt)


def repeat(book: Book, state: State, node: Record) -> Move:
    return _review(book, state, node) if state.value(RECORDING) else enter(book, state, node)


def on(book: Book, state: State, node: Record, event: Event) -> Move:
    match event:
        case Played():
            return Act(state, actions.Record(f"message-{state.acts + 1}", node.most_seconds))
        case Recorded(key=key) if key.get_secret_value() == PERSON_KEY:
            return Go(state, state_person(book, state), "person")
        case Recorded(milliseconds=0):
            return _nothing(book, state, node)
        case Recorded():
            values = {**state.values, RECORDING: SecretStr(f"message-{state.acts + 1}")}
            return replace(_review(book, replace(state, values=values, no_input=0), node), outcome="recorded")
        case Key():
            return _key(book, state, node, event.key.get_secret_value())
        case Silence():  # the message is there: who says nothing more has left it
            return Go(state, node.to, "no_input")
    raise TypeError(f"a recording can't end as {type(event).__name__}")


def _nothing(book: Book, state: State, node: Record) -> Move:
    move = silence(state, Retry(), book.tree.common.no_input)
    if move.to != REPEAT:
        return move
    return Go(replace(move.state, notice=(Notice(node.nothing),)), REPEAT, "no_input")


def _key(book: Book, state: State, node: Record, key: str) -> Move:
    if key == LISTEN_KEY:
        own = (Recording(state.value(RECORDING)), *book.wording.say(node.review))
        return book.listen(state, own, REVIEW_SECONDS, "repeat")
    if key == AGAIN_KEY:
        return replace(enter(book, state, node), outcome="again")
    if key == DONE_KEY:
        return Go(state, node.to, "match")
    if key == PERSON_KEY:
        return Go(state, state_person(book, state), "person")
    if key == BACK_KEY:
        return Go(_dropped(state), BACK, "back")
    return _wrong(book, state, node)


def _wrong(book: Book, state: State, node: Record) -> Move:
    """The message is there: who presses nothing else has left it."""
    state = replace(state, no_match=state.no_match + 1)
    if state.no_match >= tries(Retry(), book.tree.common.no_match):
        return Go(state, node.to, "no_match")
    return replace(_review(book, state, node), outcome="no_match")


def _review(book: Book, state: State, node: Record) -> Act:
    return book.listen(state, book.say(state, node.review), REVIEW_SECONDS)


def _dropped(state: State) -> State:
    """Without the recording; what could not be done with it can't be tried again either."""
    if not state.value(RECORDING):
        return state
    return replace(state, values=without_recording(state), wanted="")


def without_recording(state: State) -> dict[str, SecretStr]:
    return {name: value for name, value in state.values.items() if name != RECORDING and value != NOTHING}
