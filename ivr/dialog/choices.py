"""A choice by one key: the options of the node, the keys that work everywhere, and two bounded counters."""

from dataclasses import replace

from ivr.dialog.events import Event, Key, Silence
from ivr.dialog.moves import Book, Go, Move
from ivr.dialog.state import Notice, State
from ivr.menus.model import BACK, REPEAT, Choices, Level
from ivr.spoken.utterance import Rate

WRONG_KEYS = 3
"""After so many keys that mean nothing the caller is connected with a person."""
FLUSH_SECONDS = 0.6
"""Keys that follow a wrong one so closely were typed without hearing that it was wrong."""
DOUBLE_STAR_SECONDS = 1.5
HABIT_SECONDS = 2.0
"""A # that follows a complete number so closely belongs to the number."""


def choose(book: Book, state: State, node: Choices, event: Event) -> Move:
    """What the event means in a node of choices."""
    if isinstance(event, Key):
        return _key(book, state, node, event)
    if isinstance(event, Silence):
        return silence(book, state, node.silences, node.silence)
    raise TypeError(f"a choice can't end as {type(event).__name__}")


def silence(book: Book, state: State, silences: int, to: str | None) -> Go:
    """The caller said and pressed nothing; `to` is the node's own way out, if it has one."""
    count = state.no_input + 1
    if count >= silences:
        return Go(replace(state, rate=Rate.SLOW), to or book.tree.common.silence, "no_input")
    return Go(replace(state, no_input=count), REPEAT, "no_input")


def _key(book: Book, state: State, node: Choices, event: Key) -> Move:
    key = event.key.get_secret_value()
    again = state.last_key.get_secret_value() == key and event.at - state.last_key_at <= DOUBLE_STAR_SECONDS
    pressed = replace(state, last_key=event.key, last_key_at=event.at)
    if event.at < state.flush_until or (key == "#" and event.at - state.entry_ended_at < HABIT_SECONDS):
        return Go(state, REPEAT)
    heard = replace(pressed, no_input=0, no_match=0)
    universal = {
        "0": Go(heard, book.tree.common.person, "person"),
        "*": Go(heard, book.tree.start if again else BACK, "back"),
        "#": Go(heard, REPEAT, "repeat"),
        "9": Go(replace(heard, rate=Rate.SLOW), REPEAT, "repeat"),
    }
    if key in universal:
        return universal[key]
    if key in node.options:
        return _option(heard, node, key)
    return _wrong(book, replace(pressed, no_input=0), event.at)


def _option(state: State, node: Choices, key: str) -> Go:
    option = node.options[key]
    if option.accept:
        state = replace(state, level=max(state.level, Level.L1))
    return Go(state, option.to, "match")


def _wrong(book: Book, state: State, at: float) -> Go:
    count = state.no_match + 1
    if count >= WRONG_KEYS:
        return Go(state, book.tree.common.person, "no_match")
    notice = (Notice(book.tree.common.not_an_option),)
    return Go(replace(state, no_match=count, notice=notice, flush_until=at + FLUSH_SECONDS), REPEAT, "no_match")
