"""What the pieces of a spoken ID number come to. It is never guessed: only one number may be likely, and it is read back.

The check digit (GB 11643, ISO 7064 MOD 11-2) and the date of birth leave about one of forty numbers that sound alike.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nlargest
from itertools import accumulate

from pydantic import SecretStr

from ivr.dialog.id_number import LENGTHS, WRONG_SEGMENT, check_id_number
from ivr.dialog.pieces import Piece, piece, with_confusions

LENGTH = sum(LENGTHS)
MARGIN = 2.0
"""So much likelier, in nat, than the next number that can exist is the one that is read back."""
FAR = 6.0
"""A number that can exist but is so much less likely, in nat, than what was heard is not what was said."""
MOST = 2000
"""Numbers that are followed up at once."""
Numbers = dict[str, float]


@dataclass(frozen=True)
class More:
    """The number is not complete."""

    have: int
    """Characters, by the likeliest reading."""


@dataclass(frozen=True)
class Complete:
    number: SecretStr


@dataclass(frozen=True)
class Doubtful:
    """Several numbers are likely, or none that can exist: this part is asked again, the others are known."""

    segment: int
    known: tuple[Piece, ...]
    """The three parts, as far as they are known."""


@dataclass(frozen=True)
class Impossible:
    """Nothing like an ID number was heard."""


Decision = More | Complete | Doubtful | Impossible


def decide(pieces: tuple[Piece, ...]) -> Decision:
    numbers = _joined(pieces)
    whole = {number: score for number, score in numbers.items() if len(number) == LENGTH}
    if not whole:
        have = len(max(numbers, key=lambda number: numbers[number])) if numbers else LENGTH
        return More(have) if have < LENGTH else Impossible()
    best = max(whole.values())
    possible = {number: score for number, score in whole.items() if _can_exist(number) and score > best - FAR}
    if not possible:
        parts = _parts(whole)
        return Doubtful(_wrong_part(max(whole, key=lambda number: whole[number]), parts), parts)
    first, *others = nlargest(2, possible, key=lambda number: possible[number])
    if others and possible[first] - possible[others[0]] < MARGIN:
        return Doubtful(_part_that_differs(first, others[0]), _parts(whole))
    return Complete(SecretStr(first))


def _joined(pieces: tuple[Piece, ...]) -> Numbers:
    """The likeliest numbers, with at most LENGTH characters and X only as the last."""
    numbers: Numbers = {"": 0.0}
    for heard in pieces:
        longer: Numbers = {}
        for beginning, score in numbers.items():
            for digits, more in with_confusions(heard).items():
                number = beginning + digits
                if len(number) <= LENGTH and "X" not in number[: LENGTH - 1]:
                    longer[number] = max(score + more, longer.get(number, float("-inf")))
        numbers = dict(nlargest(MOST, longer.items(), key=lambda item: item[1]))
    return numbers


def _can_exist(number: str) -> bool:
    return check_id_number(SecretStr(number)) is None


def _wrong_part(number: str, parts: tuple[Piece, ...]) -> int:
    """Where the check digit is the fault it does not tell: the part that was heard least surely."""
    fault = check_id_number(SecretStr(number))
    return WRONG_SEGMENT[fault] if fault in WRONG_SEGMENT else max((1, 2, 3), key=lambda segment: _doubt(parts[segment - 1]))


def _doubt(part: Piece) -> float:
    """The score of the second reading: the nearer to 0, the less sure is the first."""
    return part.readings[1].score if len(part.readings) > 1 else float("-inf")


def _part_that_differs(one: str, other: str) -> int:
    return next(segment for segment, part in enumerate(_spans(), start=1) if one[part] != other[part])


def _parts(whole: Numbers) -> tuple[Piece, ...]:
    """What each part may be, whatever the others are."""
    return tuple(piece(_best_of((number[part], score) for number, score in whole.items())) for part in _spans())


def _best_of(readings: Iterable[tuple[str, float]]) -> Numbers:
    best: Numbers = {}
    for digits, score in readings:
        best[digits] = max(score, best.get(digits, float("-inf")))
    return dict(nlargest(16, best.items(), key=lambda item: item[1]))


def _spans() -> list[slice]:
    ends = list(accumulate(LENGTHS))
    return [slice(end - length, end) for end, length in zip(ends, LENGTHS, strict=True)]
