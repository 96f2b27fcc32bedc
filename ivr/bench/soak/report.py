"""What became of a soak, and which promises were broken."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field

PROMISED_MS = 150.0
PROMISED_SILENCE = 2.0
MOST_STALLED = 0.02
"""Of all calls; with more the machine was too busy to measure anything."""


@dataclass(frozen=True)
class Timing:
    """Milliseconds from a key's release to the prompt it leads to."""

    keys: int
    p50_ms: float
    p95_ms: float
    max_ms: float


@dataclass(frozen=True)
class DeadAir:
    seconds: float
    scenario: str


@dataclass(frozen=True)
class Cpu:
    """Parts of one core while callers called."""

    asterisk: float
    application: float
    recogniser: float
    """Without its engine, which sleeps while nobody speaks."""
    callers: float


@dataclass(frozen=True)
class SoakReport:
    callers: int
    seconds: float
    calls: int
    failed: list[str]
    """Why calls were not answered."""
    logged: int
    outcomes: Mapping[str, int]
    scenarios: Mapping[str, int]
    stalled: int
    """Calls of which nothing can be said, because the callers' own clock stood still: their steps are not looked at."""
    keys: int
    lost: list[str]
    faults: list[str]
    funnel: Mapping[str, int]
    """Calls that came to each node, by the log."""
    funnel_fits: bool
    dead_air: DeadAir
    dead_air_calls: int
    """In so many calls it was longer than two seconds."""
    menus: Timing
    answers: Timing
    plain: Timing
    unheard: int
    cpu: Cpu
    call_seconds: float
    """Of all calls together."""
    lateness_ms: float
    packets_lost: int
    leaks: list[str] = field(default_factory=list)

    @property
    def p95_ratio(self) -> float:
        return self.menus.p95_ms / self.plain.p95_ms

    @property
    def listening(self) -> float:
        """What it costs to listen to a call in which nobody speaks, as a share of a core."""
        return self.cpu.recogniser * self.seconds / self.call_seconds

    @property
    def broken(self) -> list[str]:
        """The promises that were not kept."""
        return list(self._broken())

    def _broken(self) -> Iterator[str]:
        if self.failed:
            yield f"{len(self.failed)} calls were not answered: {self.failed[0]}"
        if self.lost:
            yield f"{len(self.lost)} keys lost: {self.lost[0]}"
        if self.faults:
            yield f"{len(self.faults)} calls went otherwise than their keys: {self.faults[0]}"
        if self.dead_air.seconds > PROMISED_SILENCE:
            yield f"{self.dead_air.seconds:.1f} s of dead air: {self.dead_air.scenario}"
        if self.menus.p95_ms > PROMISED_MS:
            yield f"key to prompt p95 {self.menus.p95_ms:.0f} ms"
        if self.stalled > MOST_STALLED * self.calls:
            yield f"{self.stalled} callers' own clocks stood still: the machine is too busy to measure"
        yield from self._wrong_sums()
        yield from self.leaks

    def _wrong_sums(self) -> Iterator[str]:
        if self.calls != self.logged:
            yield f"{self.calls} calls placed, {self.logged} logged"
        if sum(self.outcomes.values()) != self.calls or "none" in self.outcomes:
            yield "not every call has one outcome"
        if not self.funnel_fits:
            yield "the funnel does not add up"

    def summary(self) -> dict[str, object]:
        """For JSON."""
        return asdict(self) | {"p95_ratio": self.p95_ratio, "listening": self.listening, "broken": self.broken}
