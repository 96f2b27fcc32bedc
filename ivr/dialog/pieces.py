"""Pieces of a number in the order they came: what each may be, and how likely."""

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import PlainSerializer, SecretStr

from ivr.spoken.question import Alternative

Secret = Annotated[SecretStr, PlainSerializer(lambda secret: secret.get_secret_value(), when_used="json")]

Scores = dict[str, float]
"""Digits, and how likely they are: the natural logarithm of a likelihood, 0 for the likeliest."""
UNHEARD = 3.0
"""How much less likely, in nat, than all that was heard is what was not heard."""
NUMBER = re.compile("[0-9]+X?|X")
"""What is written so among the readings of what was said is a number, and nothing else is."""
MOST = 16
"""Readings of a piece that are kept."""


@dataclass(frozen=True)
class Reading:
    digits: Secret
    score: float


@dataclass(frozen=True)
class Piece:
    """One stretch of digits."""

    readings: tuple[Reading, ...]
    """The likeliest first, its score 0."""
    keyed: bool = False
    """Nothing about it is in doubt."""


def keyed(digits: SecretStr) -> Piece:
    return Piece((Reading(digits, 0.0),), keyed=True)


def heard(alternatives: tuple[Alternative, ...]) -> Piece | None:
    """What a recogniser made of it; None when that was most likely no number."""
    scores = {each.text.get_secret_value(): each.score for each in alternatives}
    numbers = {text: score for text, score in scores.items() if NUMBER.fullmatch(text)}
    if not numbers or max(numbers.values()) < max(scores.values()) - UNHEARD:
        return None
    return piece(numbers)


def piece(scores: Scores) -> Piece:
    """At least one reading is needed; their scores may begin anywhere."""
    ranked = sorted(scores.items(), key=lambda item: item[1], reverse=True)[:MOST]
    return Piece(tuple(Reading(SecretStr(digits), score - ranked[0][1]) for digits, score in ranked))


def scores_of(one: Piece) -> Scores:
    return {reading.digits.get_secret_value(): reading.score for reading in one.readings}


def twice(first: Piece, second: Piece) -> Piece:
    """The same digits, said again. Keys need no second opinion; of another length is another stretch of the number."""
    length = len(second.readings[0].digits.get_secret_value())
    one = {digits: score for digits, score in scores_of(first).items() if len(digits) == length}
    if second.keyed or not one:
        return second
    other = scores_of(second)
    return piece({digits: _score(one, digits) + _score(other, digits) for digits in one | other})


def _score(scores: Scores, digits: str) -> float:
    return scores.get(digits, min(scores.values()) - UNHEARD)
