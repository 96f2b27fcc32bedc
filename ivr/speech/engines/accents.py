"""What people of other places say for a sound: most of China's callers learnt Mandarin as a second tongue.

z for zh, l for n, an for ang, and another tone. The network was taught by voices without an accent.
"""

import re
from collections.abc import Mapping
from itertools import permutations

import numpy as np

from ivr.speech.engines.network import Floats

ALIKE = 0.3
"""How likely, against itself, a sound is said as one that is easily mixed up with it. Tried without, and at 0.1, 0.2 and 0.3."""
_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("f", "h"), ("r", "l"))
_FINAL = re.compile(r"(.+?)(g?)([1-5])")
_LEAST = 1e-12


def mixed_up(units: Mapping[str, int]) -> Floats:
    """For each unit that may be meant, how much each counts that was heard."""
    mixed = np.eye(len(units) + 1, dtype=np.float32)
    for meant, heard in permutations(units, 2):
        if _alike(meant, heard):
            mixed[units[meant], units[heard]] = ALIKE
    return mixed


def with_accents(sound: Floats, mixed: Floats) -> Floats:
    """The same sound, to be compared with what was meant."""
    return np.asarray(np.log(np.maximum(np.exp(sound) @ mixed.T, _LEAST)), dtype=np.float32)


def _alike(one: str, other: str) -> bool:
    if (one, other) in _INITIALS or (other, one) in _INITIALS:
        return True
    first, second = _FINAL.fullmatch(one), _FINAL.fullmatch(other)
    if not first or not second or first[1] != second[1]:
        return False
    return (first[2] == second[2]) != (first[3] == second[3])
