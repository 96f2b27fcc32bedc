"""How many digits a caller may say at once: a part of a number, several, all of it, or as many as people say in one breath."""

from ivr.dialog.id_beginnings import ENDS
from ivr.dialog.id_number import LENGTHS
from ivr.dialog.state import State
from ivr.spoken.question import Digits

IN_ONE_BREATH = (4, 3)
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
    there = len(state.so_far)
    to_an_end = [end - there for end in (ENDS if what == "id_number" else OTHERS[what]) if end > there]
    if not to_an_end:  # too long by the likeliest readings of each piece, not by those that fit together
        return tuple(range(LENGTHS[-1], 0, -1))
    return tuple(dict.fromkeys([*to_an_end, *(length for length in IN_ONE_BREATH if length < to_an_end[-1])]))
