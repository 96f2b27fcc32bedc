"""Digits said one after the other: the likeliest numbers, digit by digit with the best few beginnings kept."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ivr.speech.engines.likely import Said, and_then_all, at_best, nothing_said
from ivr.speech.engines.readings import SOMETHING_ELSE
from ivr.speech.engines.syllables import Floats
from ivr.spoken.heard_digits import DIGIT_WORDS, X_WORDS

NAMES = {word: DIGIT_WORDS[word] for word in "零洞一幺二两三四五六七八九勾"}
"""Those that the network has learnt: not 拐."""
X_NAMES = dict.fromkeys(X_WORDS, "X")

UNLIKE = 16.0
"""In nat, against whatever sounds most like it: further off is no number. Of 24 segments of ID numbers 23 lay within it,
of 24 words read as digits 21 beyond."""
OTHER_LENGTH = 8.0
"""So much likelier, in nat, a number of a length that was not asked for must be: digits that are drawn out are heard twice."""
A_DIGIT = 2.0
"""What a digit more must explain, in nat: of 42 segments 36 are right at once with it, 31 without."""
_BEAM = 8


@dataclass(frozen=True)
class Name:
    """One way to say a digit."""

    digit: str
    units: tuple[int, ...]


Scored = list[tuple[str, float]]


def numbers_heard(sound: Floats, names: Sequence[Name], lengths: Sequence[int]) -> tuple[Scored, Scored]:
    """Numbers of the lengths that were asked for, and how likely it is something else."""
    found = numbers(sound, names, max(lengths))
    scored = {number: score - A_DIGIT * len(number) for number, score in found.items()}
    fitting = [(number, score) for number, score in scored.items() if len(number) in lengths]
    others = [(SOMETHING_ELSE, score - OTHER_LENGTH) for number, score in scored.items() if len(number) not in lengths]
    likeliest = max(fitting, key=lambda each: each[1], default=("", 0.0))[0]
    return fitting, [*others, (SOMETHING_ELSE, at_best(sound) - UNLIKE - A_DIGIT * len(likeliest))]


def numbers(sound: Floats, names: Sequence[Name], longest: int) -> dict[str, float]:
    """Numbers of one to `longest` digits with the log probability of each to be all that was said."""
    to_come = _best_to_come(sound)
    begun, said = [""], nothing_said(sound)
    found: dict[str, float] = {}
    for _ in range(longest):
        longer = [(start, name) for start in range(len(begun)) for name in names]
        said = said.chosen([start for start, _ in longer])
        said = and_then_all(sound, said, [name.units for _, name in longer])
        begun, said = _best([begun[start] + name.digit for start, name in longer], said, to_come)
        found |= {number: float(score) for number, score in zip(begun, said.complete[-1], strict=True)}
    return found


def _best_to_come(sound: Floats) -> Floats:
    """What the rest of the sound can give at most, by the time from which on it is the rest."""
    return np.concatenate([np.cumsum(sound.max(axis=1)[::-1])[::-1], [0.0]]).astype(np.float32)[:, None]


def _best(numbers: list[str], said: Said, to_come: Floats) -> tuple[list[str], Said]:
    """The best ways to have begun, each number once: it can be said in several ways."""
    order = np.argsort(-(said.complete + to_come).max(axis=0), kind="stable")
    kept: dict[str, int] = {}
    for place in order:
        kept.setdefault(numbers[place], int(place))
        if len(kept) == _BEAM:
            break
    return list(kept), said.chosen(list(kept.values()))
