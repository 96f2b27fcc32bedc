"""Adds up calls."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from ivr.bench.report import Figures
from ivr.bench.system import BenchFailed


@dataclass
class Tally:
    """The calls of one way to answer under one load."""

    lateness: float = 0.0
    _calls: int = 0
    _failed: int = 0
    _waits: list[float] = field(default_factory=list)
    _lost: int = 0
    _asterisk_cpu: float = 0.0
    _application_cpu: float = 0.0

    def heard(self, sounds: Sequence[float | None], silent_starts: Sequence[float], lateness: float) -> None:
        """A call: seconds from each key to the first sound after it, and of them the prompt's own silence."""
        waits = [sound - silence for sound, silence in zip(sounds, silent_starts, strict=True) if sound is not None]
        self._calls += 1
        self._waits += waits
        self._lost += len(sounds) - len(waits)
        self.lateness = max(self.lateness, lateness)

    def failed(self, keys: int) -> None:
        """A call that was not answered, in which so many keys would have been pressed."""
        self._calls += 1
        self._failed += 1
        self._lost += keys

    def cost(self, asterisk: float, application: float) -> None:
        """Processor seconds."""
        self._asterisk_cpu += asterisk
        self._application_cpu += application

    def figures(self) -> Figures:
        """Raises BenchFailed."""
        if not self._waits:
            raise BenchFailed("no key was answered: does `ivr run` answer calls on this machine?")
        p50, p95, longest = np.percentile(np.array(self._waits) * 1000, (50, 95, 100))
        return Figures(
            calls=self._calls,
            failed_calls=self._failed,
            keys=len(self._waits) + self._lost,
            lost_keys=self._lost,
            p50_ms=float(p50),
            p95_ms=float(p95),
            max_ms=float(longest),
            asterisk_cpu=self._asterisk_cpu / self._calls,
            application_cpu=self._application_cpu / self._calls,
        )


@dataclass(frozen=True)
class Load:
    """Both ways under the same load."""

    ours: Tally = field(default_factory=Tally)
    plain: Tally = field(default_factory=Tally)

    @property
    def lateness(self) -> float:
        return max(self.ours.lateness, self.plain.lateness)
