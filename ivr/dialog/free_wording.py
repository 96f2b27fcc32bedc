"""Own words to what they mean, by phrases that are known for it: pairs of neighbouring syllables that both hold count, rare
ones more than common ones, and more where the rest of the phrase was said, too.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import pairwise

from ivr.dialog.meaning import Meaning
from ivr.spoken.everywhere import SMALL_WORDS, bare
from ivr.spoken.sounds import Sound, contained, sounds

Pair = tuple[Sound | None, Sound | None]
"""Neighbouring syllables; None is where speech begins or ends."""

SURE = 1.25
"""A whole phrase is sure by itself; so are two rare pairs in a longer sentence."""
LIKELY = 0.5
"""Enough to ask the caller whether that was meant."""
_LIGHT = 0.25
"""What small words, and the ends of a sentence, count."""
_INHERITED = 0.8
"""What counts for a menu counts almost as much for what lies below it."""
_NEAR = 0.88
"""What has so much of the best score explains as much."""
_RIVAL = 0.5
"""With so much of the best score, something quite different may have been meant: the caller is asked."""
_STRICT = 4
"""A phrase of which three quarters were said counts a third."""


@dataclass(frozen=True)
class Guess:
    meaning: Meaning
    score: float
    """See SURE and LIKELY."""


class FreeWording:
    """What a set of phrases can be recognised by."""

    def __init__(
        self, phrases: Mapping[Meaning, tuple[str, ...]], above: Mapping[Meaning, frozenset[Meaning]] | None = None
    ) -> None:
        self._above = above or {}
        self._phrases = {meaning: {sounds(bare(text)) for text in texts} for meaning, texts in phrases.items()}
        spread = Counter(pair for spoken in self._phrases.values() for pair in {*_of_all(spoken)})
        self._weights = {pair: self._weight(pair, count) for pair, count in spread.items()}

    def guess(self, text: str) -> Guess | None:
        """The meaning that explains most of it; where several explain as much, the menu they share."""
        scores = self._scores(sounds(bare(text)))
        if not scores:
            return None
        best = max(scores.values())
        near = [meaning for meaning, score in scores.items() if score >= _NEAR * best]
        meaning = self._shared(near)
        if meaning is None:
            return Guess(near[0], min(best, LIKELY))
        return Guess(meaning, min(best, LIKELY) if self._elsewhere(meaning, scores) >= _RIVAL * best else best)

    def _shared(self, near: list[Meaning]) -> Meaning | None:
        """The one that the others are above of, or the lowest menu above all of them."""
        menus = frozenset[Meaning]().union(*(self._above.get(meaning, ()) for meaning in near))
        lowest = [meaning for meaning in near if meaning not in menus] or near
        shared = frozenset.intersection(*(self._line(meaning) for meaning in lowest))
        return max(shared, key=lambda menu: len(self._line(menu)), default=None)

    def _elsewhere(self, meaning: Meaning, scores: Mapping[Meaning, float]) -> float:
        """How well something explains what was said that has nothing to do with this meaning."""
        line = self._line(meaning)
        return max((score for other, score in scores.items() if line.isdisjoint(self._line(other))), default=0.0)

    def _line(self, meaning: Meaning) -> frozenset[Meaning]:
        """A meaning with the menus above it."""
        return self._above.get(meaning, frozenset()) | {meaning}

    def _weight(self, pair: Pair, count: int) -> float:
        """1 for what one meaning alone has, less for what many have."""
        rare = math.log1p(len(self._phrases) / count) / math.log1p(len(self._phrases))
        return rare * (_LIGHT if None in pair or pair in _SMALL else 1)

    def _scores(self, said: tuple[Sound, ...]) -> dict[Meaning, float]:
        own = {meaning: self._evidence(spoken, said) for meaning, spoken in self._phrases.items()}
        whole = {meaning: SURE if said in spoken else 0.0 for meaning, spoken in self._phrases.items()}
        return {meaning: whole[meaning] + self._score(meaning, own) for meaning in own if own[meaning]}

    def _score(self, meaning: Meaning, own: Mapping[Meaning, Mapping[Pair, float]]) -> float:
        best = dict(own[meaning])
        for menu in self._above.get(meaning, ()):
            for pair, value in own[menu].items():
                best[pair] = max(best.get(pair, 0.0), _INHERITED * value)
        return sum(best.values())

    def _evidence(self, phrases: Set[tuple[Sound, ...]], said: tuple[Sound, ...]) -> dict[Pair, float]:
        """What each pair that was said counts for the meaning of these phrases."""
        heard, evidence = {*_pairs(said)}, dict[Pair, float]()
        for phrase in phrases:
            if common := heard.intersection(_pairs(phrase)):
                share = contained(phrase, said) ** _STRICT
                for pair in common:
                    evidence[pair] = max(evidence.get(pair, 0.0), share * self._weights[pair])
        return evidence


def _pairs(said: tuple[Sound, ...]) -> Iterator[Pair]:
    return pairwise((None, *said, None))


def _of_all(phrases: Set[tuple[Sound, ...]]) -> Iterator[Pair]:
    for phrase in phrases:
        yield from _pairs(phrase)


_SMALL = frozenset(pair for word in SMALL_WORDS for pair in _pairs(sounds(word)) if None not in pair)
