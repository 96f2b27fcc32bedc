"""A piece of a number as it was heard: what it may be, and how likely each is."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import PlainSerializer, SecretStr

from ivr.spoken.question import Alternative

Secret = Annotated[SecretStr, PlainSerializer(lambda secret: secret.get_secret_value(), when_used="json")]

CONFUSED = {"1": "7", "7": "1", "6": "9", "9": "6"}
"""Digits that sound alike over the telephone: 一 and 七, 六 and 九."""
CONFUSION = 3.0
"""How much less likely, in nat, what was not heard but sounds like it is."""
ONCE = 2.0
"""How much less likely, in nat, what was heard only one of two times is."""


@dataclass(frozen=True)
class Reading:
    digits: Secret
    score: float


@dataclass(frozen=True)
class Piece:
    readings: tuple[Reading, ...]
    """The likeliest first, its score 0."""
    keyed: bool = False
    """Nothing about it is in doubt."""


def certain(digits: SecretStr) -> Piece:
    """What was keyed."""
    return Piece((Reading(digits, 0.0),), keyed=True)


def heard(alternatives: tuple[Alternative, ...]) -> Piece | None:
    """None when no digits were heard."""
    scores = {one.text.get_secret_value(): one.score for one in alternatives if one.text.get_secret_value()}
    return piece(scores) if scores else None


def piece(scores: dict[str, float]) -> Piece:
    best = max(scores.values())
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    return Piece(tuple(Reading(SecretStr(digits), score - best) for digits, score in ranked))


def twice(first: Piece, second: Piece) -> Piece:
    """The same part of a number, said two times."""
    one, other = scores(first), scores(second)
    return piece({digits: _score(one, digits) + _score(other, digits) for digits in {*one, *other}})


def scores(heard: Piece) -> dict[str, float]:
    return {reading.digits.get_secret_value(): reading.score for reading in heard.readings}


def with_confusions(heard: Piece) -> dict[str, float]:
    """Also what sounds like the likeliest reading but for one digit."""
    if heard.keyed:
        return scores(heard)
    best = heard.readings[0].digits.get_secret_value()
    alike = {
        best[:place] + CONFUSED[digit] + best[place + 1 :]: -CONFUSION for place, digit in enumerate(best) if digit in CONFUSED
    }
    return {**alike, **scores(heard)}


def _score(known: dict[str, float], digits: str) -> float:
    return known.get(digits, min(known.values()) - ONCE)
