"""Digits said one after the other: the likeliest numbers, digit by digit with the best few beginnings kept.

Several networks hear the same sound, and what they make of it counts alike.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from ivr.speech.engines.likely import Said, and_then_all, at_best, nothing_said
from ivr.speech.engines.network import NOTHING, Floats
from ivr.speech.engines.readings import SOMETHING_ELSE
from ivr.spoken.question import Digits

# All in nat. Chosen on 720 segments of eight voices and of one person, and on 190 words that are no digits.
UNLIKE = 10.0
"""Against whatever sounds most like it: further off is no number."""
UNLIKE_A_DIGIT = 2.0
"""And so much more for each of its digits."""
OTHER_LENGTH = 8.0
"""So much likelier must be what is not of the likeliest length: digits that are drawn out are heard twice, and three or four are
found in any two words."""
A_DIGIT = 2.0
"""What a digit more must explain."""
SURELY = -0.001
"""Likelier than this is silence that needs no second look: a quarter of the work, and the same numbers."""
_BEAM = 24


@dataclass(frozen=True)
class Name:
    """One way to say a digit."""

    digit: str
    units: tuple[int, ...]


Scored = list[tuple[str, float]]


def numbers_heard(sounds: Sequence[Floats], names: Sequence[Name], question: Digits) -> tuple[Scored, Scored]:
    """Numbers of the lengths that were asked for, and how likely it is something else."""
    lengths = question.lengths
    found = numbers(sounds, names, max(lengths))
    scored = [
        (number, score - A_DIGIT * len(number) - OTHER_LENGTH * (len(number) != lengths[0]))
        for number, score in found.items()
    ]
    fitting = [(number, score) for number, score in scored if len(number) in lengths]
    others = [(SOMETHING_ELSE, score) for number, score in scored if len(number) not in lengths]
    likeliest = max(fitting, key=lambda each: each[1], default=("", 0.0))[0]
    return fitting, [*others, (SOMETHING_ELSE, -UNLIKE - UNLIKE_A_DIGIT * len(likeliest))]


def numbers(sounds: Sequence[Floats], names: Sequence[Name], longest: int) -> dict[str, float]:
    """Numbers of one to `longest` digits, the last of which may be an X, with the log probability of each to be all that was
    said, against whatever sounds most like it: on average of the networks, of which `sounds` are."""
    sounds = [_without_silence(sound) for sound in sounds]
    begun, said = [""], [nothing_said(sound) for sound in sounds]
    found: dict[str, float] = {}
    for length in range(1, longest + 1):
        starts, longer = map(list, zip(*_ways(begun, names, last=length == longest), strict=True))
        units = [name.units for name in longer]
        said = [and_then_all(sound, each.chosen(starts), units) for sound, each in zip(sounds, said, strict=True)]
        begun = [begun[start] + name.digit for start, name in zip(starts, longer, strict=True)]
        likely = _mean(_at_most(sound, each) for sound, each in zip(sounds, said, strict=True))
        if likely.max() < max(found.values(), default=-np.inf) - UNLIKE:
            break
        kept = _best(begun, likely)
        begun, said = [begun[place] for place in kept], [each.chosen(kept) for each in said]
        scores = _mean(each.complete[-1] - at_best(sound) for sound, each in zip(sounds, said, strict=True))
        found |= dict(zip(begun, scores.tolist(), strict=True))
    return found


def _without_silence(sound: Floats) -> Floats:
    """Where surely nothing is said one frame tells as much as many."""
    silent = sound[:, NOTHING] > SURELY
    return np.asarray(sound[~(silent & np.concatenate([[False], silent[:-1]]))])


def _ways(begun: Sequence[str], names: Sequence[Name], *, last: bool) -> Iterator[tuple[int, Name]]:
    return ((place, name) for place, name in product(range(len(begun)), names) if last or name.digit != "X")


def _at_most(sound: Floats, said: Said) -> Floats:
    """How likely each beginning can be in the end, if what sounds most like it follows."""
    best_so_far = np.concatenate([[0.0], np.cumsum(sound.max(axis=1))])[:, None]
    return np.asarray((said.complete - best_so_far).max(axis=0))


def _mean(of_networks: Iterable[Floats]) -> Floats:
    return np.asarray(np.mean(list(of_networks), axis=0))


def _best(numbers: Sequence[str], likely: Floats) -> list[int]:
    """The places of the best ways to have begun, each number once: it can be said in several ways."""
    kept: dict[str, int] = {}
    for place in np.argsort(-likely, kind="stable"):
        kept.setdefault(numbers[place], int(place))
        if len(kept) == _BEAM:
            break
    return list(kept.values())
