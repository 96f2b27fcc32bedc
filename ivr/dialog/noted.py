"""What of a caller's answer may stand in the call log: the key of a choice, words that the tree knows, a star for each digit.

A key that means nothing where it was pressed may belong to a number that somebody began too early, and own words may hold a
name: neither is kept.
"""

import math
import re
from dataclasses import dataclass
from typing import Any

from ivr.dialog.choices import EVERYWHERE
from ivr.dialog.events import Event, Heard, Key, Silence
from ivr.dialog.moves import Book
from ivr.dialog.state import State
from ivr.menus.model import Choices, Record
from ivr.spoken.everywhere import NO, YES, written
from ivr.spoken.heard_digits import DIGIT_WORDS
from ivr.spoken.question import Alternative

LONGEST = 64
OTHER_WORDS = "…"
"""Stands for what the tree does not know."""
_ONLY_DIGITS = re.compile(f"[{''.join(DIGIT_WORDS)}十百千0-9X]*")


@dataclass(frozen=True)
class Noted:
    """Empty where there is nothing to keep."""

    key: str = ""
    words: str = ""
    sureness: float | None = None
    """0 to 1."""


NOTHING_NOTED = Noted()


def noted(book: Book, state: State, node: Any, event: Event, outcome: str) -> Noted:
    """`state` is the one before the event."""
    match event:
        case Key(key=key):
            return Noted(key=_choice(state, node, key.get_secret_value(), outcome))
        case Silence() if outcome == "match":
            return Noted(key=_choice(state, node, "", outcome))
        case Heard(alternatives=alternatives) if alternatives:
            best = max(alternatives, key=_score)
            said = written(best.text.get_secret_value())
            return Noted(words=_known(book, state, said)[:LONGEST], sureness=_sureness(book, state, alternatives))
    return NOTHING_NOTED


def _choice(state: State, node: Any, key: str, outcome: str) -> str:
    if outcome == "no_match" or not isinstance(node, Choices | Record):
        return ""
    typed = state.entry.get_secret_value() + key
    if isinstance(node, Choices) and typed in node.options:
        return typed
    return key if key in EVERYWHERE or isinstance(node, Record) else ""


def _known(book: Book, state: State, said: str) -> str:
    """Stars for digits, a phrase of the node as it is, and of other words those that are a phrase of the tree."""
    if _ONLY_DIGITS.fullmatch(said):
        return "*" * len(said)
    if said in book.spoken.phrases(state.node) or (state.in_doubt and said in (*YES, *NO)):
        return said
    mentioned = [phrase for phrase in book.spoken.mentioned(said) if not _ONLY_DIGITS.fullmatch(phrase)]
    return OTHER_WORDS.join(["", *mentioned, ""]) if said else ""


def _sureness(book: Book, state: State, alternatives: tuple[Alternative, ...]) -> float:
    """How much of the likelihood lies on what means the same as the likeliest."""
    meanings, best = book.spoken.phrases(state.node), max(alternatives, key=_score)
    meant = [meanings.get(text := written(each.text.get_secret_value()), text) for each in alternatives]
    weights = [math.exp(each.score - best.score) for each in alternatives]
    same = sum(weight for what, weight in zip(meant, weights, strict=True) if what == meant[alternatives.index(best)])
    return round(same / sum(weights), 2)


def _score(alternative: Alternative) -> float:
    return alternative.score
