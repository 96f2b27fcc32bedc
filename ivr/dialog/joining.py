"""The numbers that pieces can make together: a beam that follows the likely ones only."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from ivr.dialog.pieces import UNHEARD, Piece, Scores, scores_of

FLOOR = -12.0
"""Numbers less likely than this, in nat, against what was heard best are let go."""
BEAM = 64
"""Numbers that are followed up at once."""
ELSE = -10.0
"""How likely something was said that no reading comes near."""
FULL = 8
"""A list as long as this was cut off: what would have come next is UNLISTED less likely than its last reading."""
UNLISTED = 2.0
_ALIKE = (("1", "7"), ("6", "9"), ("4", "10"))
"""Sound alike on the telephone: 一 and 七, 六 and 九, 四 and 十."""
_CONFUSED = (*_ALIKE, *((other, one) for one, other in _ALIKE))

Fits = Callable[[str], bool]
"""Whether a number can begin so."""


@dataclass(frozen=True)
class Joined:
    """What the pieces make together."""

    heard: Scores
    """Of readings that were heard."""
    confused: Scores
    """With one place that was heard as something that sounds like it."""
    lost: float
    """How likely it is none of these: it was in no list, or was let go."""

    @property
    def numbers(self) -> Scores:
        return {
            number: max(_in(self.heard, number), _in(self.confused, number)) for number in self.confused | self.heard
        }


def join(pieces: tuple[Piece, ...], fits: Fits) -> Joined:
    joined = Joined({"": 0.0}, {}, ELSE)
    for piece in pieces:
        joined = _longer(joined, piece, fits)
    return joined


def _longer(joined: Joined, piece: Piece, fits: Fits) -> Joined:
    readings = scores_of(piece)
    heard, lost = _likeliest(_extended(joined.heard, readings), fits)
    similar = chain(_extended(joined.confused, readings), _extended(joined.heard, _similar(piece)))
    confused, lost_too = _likeliest(similar, fits)
    return Joined(heard, confused, max(joined.lost, lost, lost_too, _unlisted(piece)))


def _unlisted(piece: Piece) -> float:
    return piece.readings[-1].score - UNLISTED if len(piece.readings) >= FULL else FLOOR


def _extended(numbers: Scores, readings: Scores) -> Iterator[tuple[str, float]]:
    for beginning, score in numbers.items():
        for digits, more in readings.items():
            yield beginning + digits, score + more


def _similar(piece: Piece) -> Scores:
    """What sounds like the likeliest reading but for one place; less likely than all that was heard."""
    if piece.keyed:
        return {}
    best, score = piece.readings[0].digits.get_secret_value(), piece.readings[-1].score - UNHEARD
    return {
        best[:place] + meant + best[place + len(sounds) :]: score
        for place in range(len(best))
        for sounds, meant in _CONFUSED
        if best.startswith(sounds, place)
    }


def _likeliest(scored: Iterable[tuple[str, float]], fits: Fits) -> tuple[Scores, float]:
    """The best BEAM of them, and how likely the best of the others is."""
    scores: Scores = {}
    for number, score in scored:
        if score > _in(scores, number):
            scores[number] = score
    ranked = sorted(scores.items(), key=lambda item: item[1], reverse=True)
    best = list(islice((one for one in ranked if fits(one[0])), BEAM + 1))
    return dict(best[:BEAM]), best[BEAM][1] if len(best) > BEAM else FLOOR


def _in(scores: Scores, number: str) -> float:
    return scores.get(number, FLOOR)
