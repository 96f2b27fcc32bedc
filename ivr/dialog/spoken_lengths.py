"""How many digits a caller may say at once: a part of a number, several, all of it, or as many as people say in one breath."""

from collections.abc import Mapping
from itertools import product

from ivr.dialog.id_beginnings import ENDS
from ivr.dialog.id_number import LENGTHS
from ivr.dialog.pieces import Scores, scores_of
from ivr.dialog.state import State
from ivr.spoken.question import Digits

IN_ONE_BREATH = (4, 3)
NEAR = 3.0
"""So little less likely, in nat, is a reading of another length that is reckoned with."""
DATE = 8
"""Case numbers begin with one."""
OTHERS = {"phone": (11, 8, 7, 12, 10), "mobile": (11,), "case_number": (12, DATE)}


def digits(what: str, state: State, words: tuple[str, ...]) -> Digits:
    """The question for the next piece; `words` are what may be said instead."""
    return Digits(lengths(what, state), x=what == "id_number", words=words)


def lengths(what: str, state: State) -> tuple[int, ...]:
    """Of the next piece, the likeliest first."""
    if state.segments:
        return (LENGTHS[state.segments[0] - 1],)
    ends = ENDS if what == "id_number" else OTHERS[what]
    to_an_end = [end - there for there in _there(state) for end in ends if end > there]
    if not to_an_end:  # too long by the likeliest readings of each piece, not by those that fit together
        return tuple(range(LENGTHS[-1], 0, -1))
    return tuple(dict.fromkeys([*to_an_end, *(length for length in IN_ONE_BREATH if length < max(to_an_end))]))


def _there(state: State) -> list[int]:
    """How many digits may be there already, the likeliest first."""
    counts = {len(state.entry.get_secret_value()): 0.0}
    for piece in state.pieces:
        counts = _longer(counts, scores_of(piece))
    return sorted(counts, key=lambda count: counts[count], reverse=True)


def _longer(counts: Mapping[int, float], readings: Scores) -> dict[int, float]:
    longer: dict[int, float] = {}
    for count, digits in product(counts, readings):
        score = counts[count] + readings[digits]
        longer[count + len(digits)] = max(score, longer.get(count + len(digits), score))
    return {count: score for count, score in longer.items() if score >= max(longer.values()) - NEAR}
