"""An ID number by its three parts: what each may be, how sure that is, and what it is once it was said again."""

from math import exp

from pydantic import SecretStr

from ivr.dialog.id_beginnings import ENDS
from ivr.dialog.id_number import LENGTHS
from ivr.dialog.pieces import Piece, Scores, keyed, piece, scores_of, twice

DENIED = 6.0
"""So much less likely, in nat, is what the caller said was wrong."""
SPANS = tuple(slice(end - length, end) for end, length in zip(ENDS, LENGTHS, strict=True))


def parts_of(numbers: Scores) -> tuple[Piece, ...]:
    """What each part may be, whatever the others are; of numbers as long as the likeliest, and as far as that goes."""
    if not numbers:
        return ()
    length = len(max(numbers, key=lambda number: numbers[number]))
    alike = {number: score for number, score in numbers.items() if len(number) == length}
    return tuple(piece(_marginal(alike, span)) for span in SPANS if span.start < length)


def asked_again(parts: tuple[Piece, ...], segment: int, again: Piece) -> tuple[Piece, ...]:
    """The parts, with one of them (1 to 3) said again."""
    if segment > len(parts):
        return (*parts, again)
    return (*parts[: segment - 1], twice(parts[segment - 1], again), *parts[segment:])


def corrected(number: SecretStr, segments: tuple[int, ...], again: Piece) -> tuple[Piece, ...]:
    """A number of which these parts (1 to 3) are wrong, with the first of them said again; what stands behind it stays when
    that was the only one."""
    characters, wrong = number.get_secret_value(), SPANS[segments[0] - 1]
    before, behind = characters[: wrong.start], characters[wrong.stop :] if len(segments) == 1 else ""
    parts = (keyed(SecretStr(before)), _not(characters[wrong], again), keyed(SecretStr(behind)))
    return tuple(part for part in parts if part.readings[0].digits.get_secret_value())


def _not(denied: str, again: Piece) -> Piece:
    """What was read back and was wrong is seldom right when it is heard once more."""
    scores = scores_of(again)
    return piece({digits: score - DENIED * (digits == denied) for digits, score in scores.items()})


def doubts(numbers: Scores) -> tuple[float, ...]:
    """For each part how likely its likeliest reading is wrong, when one of these numbers is right."""
    total = sum(exp(score) for score in numbers.values())
    return tuple(1 - max(_weights(numbers, span).values()) / total for span in SPANS)


def _marginal(numbers: Scores, span: slice) -> Scores:
    best: Scores = {}
    for number, score in numbers.items():
        best[number[span]] = max(score, best.get(number[span], score))
    return best


def _weights(numbers: Scores, span: slice) -> Scores:
    weights: Scores = {}
    for number, score in numbers.items():
        weights[number[span]] = weights.get(number[span], 0.0) + exp(score)
    return weights
