"""The loss that needs no times: how likely the units are, over all ways to spread them over the frames, and its slope.

Graves et al. 2006, "Connectionist temporal classification": forward and backward, in logarithms, several utterances at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ivr.speech.engines.network import NOTHING, Floats

_NEVER = np.float32(-1e30)


@dataclass(frozen=True)
class Targets:
    """What is said in each utterance, with NOTHING before, between and behind its units; by utterance and place."""

    units: npt.NDArray[np.int64]
    skips: npt.NDArray[np.bool_]
    """Whether a place can be reached without the NOTHING before it."""
    ends: npt.NDArray[np.int64]
    """Places of each utterance."""


def targets(said: Sequence[Sequence[int]]) -> Targets:
    ends = np.array([2 * len(units) + 1 for units in said])
    placed = np.full((len(said), ends.max()), NOTHING, dtype=np.int64)
    for row, units in zip(placed, said, strict=True):
        row[1 : 2 * len(units) : 2] = units
    skips = np.zeros_like(placed, dtype=bool)
    skips[:, 2:] = (placed[:, 2:] != NOTHING) & (placed[:, 2:] != placed[:, :-2])
    return Targets(placed, skips, ends)


def loss(sound: Floats, frames: npt.NDArray[np.int64], wanted: Targets) -> tuple[float, Floats]:
    """`sound`: log probabilities by utterance, time and unit, of which `frames` count. The mean loss of an utterance, and
    for each value how likely its unit is at that time when the utterance is right; an utterance too short for its units
    counts nothing."""
    likely = np.take_along_axis(sound, wanted.units[:, None, :], axis=2)
    forward = _forward(likely, wanted.skips)
    total = _at_end(forward, frames, wanted)
    backward = _backward(likely, frames, wanted)
    there = np.exp(np.minimum(forward + backward - total[:, None, None], 0))
    possible = total > _NEVER / 2
    share = np.zeros_like(sound)
    rows, times = np.ogrid[: len(sound), : sound.shape[1]]
    for place in range(wanted.units.shape[1]):
        share[rows, times, wanted.units[:, place, None]] += there[:, :, place]
    share[~possible] = np.exp(sound[~possible])
    return float(-total[possible].mean()), share


def _forward(likely: Floats, skips: npt.NDArray[np.bool_]) -> Floats:
    """How likely it is to be at each place with all before it said."""
    reached = np.full_like(likely, _NEVER)
    reached[:, 0, :2] = likely[:, 0, :2]
    for time in range(1, likely.shape[1]):
        reached[:, time] = _moved(reached[:, time - 1], skips) + likely[:, time]
    return reached


def _moved(here: Floats, skips: npt.NDArray[np.bool_]) -> Floats:
    moved = here.copy()
    moved[:, 1:] = np.logaddexp(moved[:, 1:], here[:, :-1])
    moved[:, 2:] = np.logaddexp(moved[:, 2:], np.where(skips[:, 2:], here[:, :-2], _NEVER))
    return moved


def _backward(likely: Floats, frames: npt.NDArray[np.int64], wanted: Targets) -> Floats:
    """How likely it is to say the rest from each place on, without the sound at that time."""
    rest = np.full_like(likely, _NEVER)
    rows, last = np.arange(len(likely)), wanted.ends - 1
    skips = np.zeros_like(wanted.skips)
    skips[:, :-2] = wanted.skips[:, 2:]
    for time in range(likely.shape[1] - 1, -1, -1):
        if time + 1 < likely.shape[1]:
            there = (rest[:, time + 1] + likely[:, time + 1])[:, ::-1]
            rest[:, time] = _moved(there, skips[:, ::-1])[:, ::-1]
        ending = rows[frames - 1 == time]
        rest[ending, time] = _NEVER
        rest[ending, time, last[ending]] = 0
        rest[ending, time, last[ending] - 1] = 0
    return rest


def _at_end(forward: Floats, frames: npt.NDArray[np.int64], wanted: Targets) -> Floats:
    rows, last = np.arange(len(forward)), frames - 1
    return np.logaddexp(forward[rows, last, wanted.ends - 1], forward[rows, last, wanted.ends - 2])
