"""What the pieces of a spoken ID number come to. It is never guessed: one number that can exist must lead all others.

Address code, birth date and check digit (GB 11643) leave about one of fifty numbers that sound alike.
"""

import datetime as dt
from collections.abc import Callable
from functools import partial
from itertools import takewhile
from math import exp, log

from pydantic import SecretStr

from ivr.dialog.decision import Complete, Decision, Doubtful, Impossible, More
from ivr.dialog.id_beginnings import ENDS, wrong_segment
from ivr.dialog.id_number import check_id_number
from ivr.dialog.id_parts import doubts, parts_of
from ivr.dialog.joining import Joined, join
from ivr.dialog.pieces import Piece, Scores

LENGTH = ENDS[-1]
MARGIN = 3.0
"""So much likelier, in nat, than all others together is the number that is taken."""
TOLD = 3.0
"""So many times as doubtful as the next is the segment that is asked again alone."""


Fault = Callable[[str], int | None]
"""The first segment of a beginning that can't be."""


def decide(pieces: tuple[Piece, ...], today: dt.date) -> Decision:
    """The pieces in the order they came, or the parts of an earlier decision with one of them asked again."""
    fault = partial(wrong_segment, today=today, any_area=_area_is_keyed(pieces))
    joined = join(pieces, lambda number: fault(number) is None)
    whole = {number: score for number, score in joined.numbers.items() if len(number) == LENGTH}
    valid = _valid(whole)
    if more := _unfinished(joined, whole, valid):
        return more
    return _complete(valid, joined.lost) or _unclear(pieces, valid, fault)


def _area_is_keyed(pieces: tuple[Piece, ...]) -> bool:
    """Then it may be a code that is in no list, as in a number that is keyed whole."""
    first_keyed = takewhile(lambda piece: piece.keyed, pieces)
    return sum(len(piece.readings[0].digits.get_secret_value()) for piece in first_keyed) >= ENDS[0]


def _valid(whole: Scores) -> Scores:
    """The likeliest first."""
    ranked = sorted(whole.items(), key=lambda item: item[1], reverse=True)
    return {number: score for number, score in ranked if check_id_number(SecretStr(number)) is None}


def _unfinished(joined: Joined, whole: Scores, valid: Scores) -> More | None:
    """Unless a whole number is as likely; that one is valid shows that nothing is missing."""
    shorter = {number: score for number, score in joined.heard.items() if len(number) < LENGTH}
    if not shorter:
        return None
    likeliest = max(shorter, key=lambda number: shorter[number])
    rival = max(valid.values()) + MARGIN if valid else max(whole.values(), default=joined.lost)
    if shorter[likeliest] <= rival:
        return None
    return More(have=len(likeliest), missing=LENGTH - max(map(len, shorter)))


def _complete(valid: Scores, lost: float) -> Complete | None:
    if not valid:
        return None
    first, *others = valid
    rivals = log(exp(lost) + sum(exp(valid[other]) for other in others))
    return Complete(SecretStr(first)) if valid[first] - rivals >= MARGIN else None


def _unclear(pieces: tuple[Piece, ...], valid: Scores, fault: Fault) -> Doubtful | Impossible:
    heard = join(pieces, lambda number: len(number) <= LENGTH).heard
    parts = parts_of(heard)
    if len(valid) > 1:
        by_part = doubts(valid)
        return Doubtful(by_part.index(max(by_part)) + 1, parts)
    if not heard:
        return Impossible()
    return Impossible(_where(heard, fault), parts)


def _where(heard: Scores, fault: Fault) -> int | None:
    """The segment that can't be or, where each can be, the one that was heard least surely by far."""
    likeliest = max(heard, key=lambda number: heard[number])
    wrong = fault(likeliest)
    if wrong or len(likeliest) < LENGTH:
        return wrong
    whole = {number: score for number, score in heard.items() if len(number) == LENGTH}
    by_part = doubts(whole)
    second, first = sorted(by_part)[-2:]
    return by_part.index(first) + 1 if first > TOLD * second else None
