"""What can be keyed as a number: how long it is, and whether it can be right."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from ivr.dialog.id_beginnings import ENDS
from ivr.dialog.id_number import LENGTHS
from ivr.dialog.state import State

_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"0[12]\d{8,9}|0[3-9]\d{9,10}|[2-9]\d{6,7}")
"""An area code of three or four digits and seven or eight more, or those alone; as `spoken.phones` reads them."""


@dataclass(frozen=True)
class Entry:
    """A kind of number."""

    complete: Callable[[str], bool]
    """Whether it ends by itself with these digits."""
    acceptable: Callable[[str], bool]
    """Whether # may end it with these digits."""
    missing: Callable[[str], int]
    """How many digits are still to come at least."""


def _of_length(length: int) -> Entry:
    def is_whole(digits: str) -> bool:
        return len(digits) == length

    return Entry(is_whole, is_whole, lambda digits: length - len(digits))


def is_mobile(number: str) -> bool:
    """A mobile number of the mainland: 11 digits that begin with 13 to 19."""
    return bool(_MOBILE.fullmatch(number))


def is_telephone(number: str) -> bool:
    """A mobile number, a landline with its area code, or one of the same city."""
    return is_mobile(number) or bool(_LANDLINE.fullmatch(number))


def _phone_length(digits: str) -> int:
    """A number that begins with 1 has 11 digits, with an area code 10 to 12, without one 7 or 8."""
    return {"1": 11, "0": 10}.get(digits[:1], 7)


_PHONE = Entry(
    complete=lambda digits: len(digits) == (11 if digits.startswith("1") else 12),
    acceptable=lambda digits: len(digits) >= _phone_length(digits),
    missing=lambda digits: _phone_length(digits) - len(digits),
)

_ENTRIES = {"pin": _of_length(6), "phone": _PHONE, "mobile": _of_length(11), "case_number": _of_length(12)}
_SEGMENTS = {0: _of_length(sum(LENGTHS)), 1: _of_length(6), 2: _of_length(8), 3: _of_length(4)}


def entry_of(what: str, state: State) -> Entry:
    """What is being asked for; of an ID number it may be a part."""
    if what == "id_number":
        return _SEGMENTS[state.segments[0] if state.segments else 0]
    return _ENTRIES[what]


def takes_x(what: str, state: State) -> bool:
    """Whether `*` is an X here: at the last place of an ID number, entered whole or by its last part."""
    if what != "id_number" or (state.segments and state.segments[0] != 3):
        return False
    return entry_of(what, state).missing(state.so_far) == 1


def ends_a_part(what: str, state: State) -> bool:
    """Whether the number, or a part of one that is said and keyed in turns, ends with what is there."""
    if entry_of(what, state).complete(state.so_far):
        return True
    return what == "id_number" and bool(state.pieces) and not state.segments and len(state.so_far) in ENDS
