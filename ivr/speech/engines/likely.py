"""How likely it is that units were said one after the other, over all ways to spread them over the time (CTC)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ivr.speech.engines.network import NOTHING, Floats

IMPOSSIBLE = -1e9


@dataclass(frozen=True)
class Said:
    """Several beginnings side by side: the log probability of each to be complete at each time, by time and beginning."""

    resting: Floats
    """With a silence behind it."""
    sounding: Floats
    """With its last unit still sounding."""
    last: npt.NDArray[np.int64]

    @property
    def complete(self) -> Floats:
        return np.logaddexp(self.resting, self.sounding)

    def chosen(self, which: Sequence[int] | npt.NDArray[np.int64]) -> "Said":
        """These of them, in this order, as often as they are named."""
        return Said(self.resting[:, which], self.sounding[:, which], self.last[which])

    def changed(self, which: Sequence[int], others: "Said") -> "Said":
        """With others in these places."""
        if len(which) == len(self.last):
            return others
        resting, sounding, last = self.resting.copy(), self.sounding.copy(), self.last.copy()
        resting[:, which], sounding[:, which], last[which] = others.resting, others.sounding, others.last
        return Said(resting, sounding, last)


def nothing_said(sound: Floats) -> Said:
    """Before the first unit. The times are one more than the sound's: the first one is before it."""
    silence = np.concatenate([[0.0], np.cumsum(sound[:, NOTHING])]).astype(np.float32)[:, None]
    return Said(silence, np.full_like(silence, IMPOSSIBLE), np.zeros(1, dtype=np.int64))


def and_then(sound: Floats, said: Said, units: npt.NDArray[np.int64]) -> Said:
    """Each beginning with one unit more."""
    # The same unit twice is only heard with a gap between.
    before = np.where(units == said.last, said.resting, said.complete)
    sounding = _going_on(before, sound[:, units])
    return Said(_going_on(sounding, sound[:, [NOTHING]]), sounding, units)


def _going_on(begun: Floats, likely: Floats) -> Floats:
    """What may begin at any time and then goes on as likely as `likely` tells, by time and beginning."""
    so_far = np.concatenate([np.zeros_like(likely[:1]), np.cumsum(likely, axis=0)])
    reached = np.full(begun.shape, IMPOSSIBLE)
    reached[1:] = so_far[1:] + np.logaddexp.accumulate(begun[:-1] - so_far[:-1], axis=0)
    return reached


def and_then_all(sound: Floats, said: Said, words: Sequence[Sequence[int]]) -> Said:
    """Each beginning with a word more."""
    for position in range(max(map(len, words), default=0)):
        going_on = [place for place, word in enumerate(words) if position < len(word)]
        units = np.array([words[place][position] for place in going_on])
        said = said.changed(going_on, and_then(sound, said.chosen(going_on), units))
    return said


def likelihoods(sound: Floats, phrases: Sequence[Sequence[int]]) -> Floats:
    """Log probability of each phrase to be all that was said."""
    said = and_then_all(sound, nothing_said(sound).chosen([0] * len(phrases)), phrases)
    return np.asarray(said.complete[-1], dtype=np.float32)


def at_best(sound: Floats) -> float:
    """Log probability of whatever sounds most like it, word or not."""
    return float(sound.max(axis=1).sum())
