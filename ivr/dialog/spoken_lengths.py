"""How many digits a caller may say at once: a part of a number, several, all of it, or as many as people say in one breath."""

from ivr.dialog.id_beginnings import ENDS
from ivr.dialog.id_number import LENGTHS
from ivr.dialog.state import State
from ivr.spoken.question import Digits

IN_ONE_BREATH = (4, 3)
OTHERS = {"phone": (11, 8, 7, 12), "mobile": (11,), "case_number": (12,)}


def digits(what: str, state: State) -> Digits:
    if what == "id_number":
        return Digits(lengths(state), x=True)
    return Digits(OTHERS[what])


def lengths(state: State) -> tuple[int, ...]:
    """Of the next piece of an ID number, the likeliest first."""
    if state.segments:
        return (LENGTHS[state.segments[0] - 1],)
    there = have(state)
    to_an_end = [end - there for end in ENDS if end > there]
    return tuple(dict.fromkeys([*to_an_end, *(length for length in IN_ONE_BREATH if length < to_an_end[-1])]))


def have(state: State) -> int:
    """Characters that are there, by the likeliest readings."""
    return sum(len(piece.readings[0].digits.get_secret_value()) for piece in state.pieces)
