"""Readings of one utterance in the order of their scores."""

import math
from collections.abc import Iterable

from pydantic import SecretStr

from ivr.spoken.question import Alternative

MOST = 8
MOST_WORDS = 2
SOMETHING_ELSE = ""


def ranked(scored: Iterable[tuple[str, float]]) -> tuple[Alternative, ...]:
    """The likeliest first, at most MOST. What was read in several ways (by several spellings) is as likely as all of them."""
    total: dict[str, float] = {}
    for text, score in scored:
        total[text] = _log_sum(total[text], score) if text in total else score
    best = sorted(total.items(), key=lambda item: item[1], reverse=True)[:MOST]
    return tuple(Alternative(SecretStr(text), score) for text, score in best)


def beside(numbers: tuple[Alternative, ...], words: tuple[Alternative, ...]) -> tuple[Alternative, ...]:
    """Numbers, and the likeliest of the words that may be said instead; these take no number's place."""
    return tuple(sorted((*numbers, *words[:MOST_WORDS]), key=lambda each: -each.score))


def _log_sum(one: float, other: float) -> float:
    """log(e^one + e^other)."""
    return max(one, other) + math.log1p(math.exp(-abs(one - other)))
