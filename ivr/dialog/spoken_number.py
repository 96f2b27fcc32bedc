"""What the pieces of a spoken number without a check digit come to: a telephone or case number. Only the read-back proves it."""

from collections.abc import Callable

from pydantic import SecretStr

from ivr.dialog.decision import Complete, Impossible, More
from ivr.dialog.entries import Entry
from ivr.dialog.joining import join
from ivr.dialog.pieces import Piece, Scores


def decide_number(
    pieces: tuple[Piece, ...], entry: Entry, correct: Callable[[str], bool], *, ended: bool = False
) -> More | Complete | Impossible:
    """`correct` tells of a whole number whether there can be such a one; `ended`, whether the caller has nothing to add."""
    heard = join(pieces, lambda number: number.isdecimal() and not _goes_on_behind_its_end(number, entry)).heard
    is_whole = entry.acceptable if ended else entry.complete
    whole = {number: score for number, score in heard.items() if is_whole(number) and correct(number)}
    shorter = {number: score for number, score in heard.items() if not is_whole(number)}
    if whole and (ended or not shorter or max(whole.values()) >= max(shorter.values())):
        return Complete(SecretStr(_likeliest(whole)))
    if not shorter:
        return Impossible()
    return More(len(_likeliest(shorter)), max(0, min(entry.missing(number) for number in shorter)))


def _goes_on_behind_its_end(number: str, entry: Entry) -> bool:
    return any(entry.complete(number[:end]) for end in range(1, len(number)))


def _likeliest(scores: Scores) -> str:
    return max(scores, key=lambda number: scores[number])
