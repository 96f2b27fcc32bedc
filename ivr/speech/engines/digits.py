"""Digits said one after the other: the likeliest numbers, digit by digit with the best few beginnings kept.

Several networks hear the same sound, and what they make of it counts alike: each mishears others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from ivr.speech.engines.likely import Said, and_then_all, at_best, nothing_said
from ivr.speech.engines.network import Floats
from ivr.speech.engines.readings import SOMETHING_ELSE

UNLIKE = 16.0
"""In nat, against whatever sounds most like it: further off is no number."""
OTHER_LENGTH = 8.0
"""So much likelier, in nat, a number of a length that was not asked for must be: digits that are drawn out are heard twice."""
A_DIGIT = 2.0
"""What a digit more must explain, in nat."""
_BEAM = 12


@dataclass(frozen=True)
class Name:
    """One way to say a digit."""

    digit: str
    units: tuple[tuple[int, ...], ...]
    """As each network spells it."""


Scored = list[tuple[str, float]]


def numbers_heard(sounds: Sequence[Floats], names: Sequence[Name], lengths: Sequence[int]) -> tuple[Scored, Scored]:
    """Numbers of the lengths that were asked for, and how likely it is something else."""
    scored = {number: score - A_DIGIT * len(number) for number, score in numbers(sounds, names, max(lengths)).items()}
    fitting = [(number, score) for number, score in scored.items() if len(number) in lengths]
    others = [(SOMETHING_ELSE, score - OTHER_LENGTH) for number, score in scored.items() if len(number) not in lengths]
    likeliest = max(fitting, key=lambda each: each[1], default=("", 0.0))[0]
    return fitting, [*others, (SOMETHING_ELSE, -UNLIKE - A_DIGIT * len(likeliest))]


def numbers(sounds: Sequence[Floats], names: Sequence[Name], longest: int) -> dict[str, float]:
    """Numbers of one to `longest` digits with the log probability of each to be all that was said, against whatever sounds
    most like it: on average of the networks, of which `sounds` are."""
    begun, said = [""], [nothing_said(sound) for sound in sounds]
    found: dict[str, float] = {}
    for _ in range(longest):
        starts, longer = map(list, zip(*product(range(len(begun)), names), strict=True))
        said = [
            and_then_all(sound, each.chosen(starts), [name.units[network] for name in longer])
            for network, (sound, each) in enumerate(zip(sounds, said, strict=True))
        ]
        begun = [begun[start] + name.digit for start, name in zip(starts, longer, strict=True)]
        likely = _mean([_at_most(sound, each) for sound, each in zip(sounds, said, strict=True)])
        if likely.max() < max(found.values(), default=-np.inf) - UNLIKE:
            break
        kept = _best(begun, likely)
        begun, said = [begun[place] for place in kept], [each.chosen(kept) for each in said]
        scores = _mean([each.complete[-1] - at_best(sound) for sound, each in zip(sounds, said, strict=True)])
        found |= dict(zip(begun, scores.tolist(), strict=True))
    return found


def _at_most(sound: Floats, said: Said) -> Floats:
    """How likely each beginning can be in the end, if what sounds most like it follows."""
    return np.asarray((said.complete - _best_so_far(sound)).max(axis=0))


def _best_so_far(sound: Floats) -> Floats:
    return np.concatenate([[0.0], np.cumsum(sound.max(axis=1))]).astype(np.float32)[:, None]


def _mean(of_networks: Sequence[Floats]) -> Floats:
    return np.asarray(np.mean(of_networks, axis=0))


def _best(numbers: Sequence[str], likely: Floats) -> list[int]:
    """The places of the best ways to have begun, each number once: it can be said in several ways."""
    kept: dict[str, int] = {}
    for place in np.argsort(-likely, kind="stable"):
        kept.setdefault(numbers[place], int(place))
        if len(kept) == _BEAM:
            break
    return list(kept.values())
