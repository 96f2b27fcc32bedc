"""Numbers joined from single names of one person, as people say them: drawn out or not, with pauses or without."""

from collections.abc import Mapping, Sequence

import numpy as np

from ivr.speech.telephone import SAMPLE_RATE, Samples
from ivr.spoken.heard_digits import X_WORDS
from ivr.training.drawn_out import drawn_out

Names = Mapping[str, Sequence[Samples]]
"""By name, all ways in which a person says it, at 8,000 samples a second."""

LONGEST_SECONDS = 9.0
_COUNTS = (1, 11)
_TIMES = (0.8, 2.4)
"""How much longer the whole number is drawn out, and each name besides."""
_EACH = 0.15
_PAUSE_SECONDS = 0.12
"""On average."""
_LONGEST_PAUSE = 0.7
_LOUDER_DB = 3.0
_OFTEN = {"零": 3, "一": 2, "幺": 2}
_X_SHARE = 0.15


def joined(names: Names, dice: np.random.Generator) -> tuple[str, Samples]:
    """What is said, and how it sounds; what is too long for a breath is shorter."""
    times = float(np.exp(dice.uniform(*np.log(_TIMES))))
    pauses = _PAUSE_SECONDS * dice.choice([0.2, 1.0, 2.0])
    said, parts = "", [np.zeros(0, dtype=np.float32)]
    for name in _chosen(names, dice):
        ways = names[name]
        sound = drawn_out(ways[int(dice.integers(len(ways)))], times * float(np.exp(dice.normal(0, _EACH))))
        pause = np.zeros(round(min(dice.exponential(pauses), _LONGEST_PAUSE) * SAMPLE_RATE), dtype=np.float32)
        if said and sum(map(len, parts)) + len(sound) > LONGEST_SECONDS * SAMPLE_RATE:
            break
        said, parts = said + name, [*parts, pause, sound * np.float32(10 ** (dice.normal(0, _LOUDER_DB) / 20))]
    return said, np.concatenate(parts)


def _chosen(names: Names, dice: np.random.Generator) -> list[str]:
    """X only stands at the end."""
    digits = [name for name in names if name not in X_WORDS]
    weights = np.array([_OFTEN.get(name, 1) for name in digits], dtype=float)
    chosen = [str(name) for name in dice.choice(digits, int(dice.integers(*_COUNTS)), p=weights / weights.sum())]
    ends = [name for name in names if name in X_WORDS]
    return [*chosen, str(dice.choice(ends))] if ends and dice.random() < _X_SHARE else chosen
