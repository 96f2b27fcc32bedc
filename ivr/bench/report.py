"""What was measured."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Figures:
    """How one way to answer did. Times are from a key's release to the first packet of the prompt it leads to."""

    calls: int
    failed_calls: int
    keys: int
    """Those of failed calls too; the times are of all that were answered."""
    lost_keys: int
    p50_ms: float
    p95_ms: float
    max_ms: float
    asterisk_cpu: float
    """Processor seconds for one call."""
    application_cpu: float


@dataclass(frozen=True)
class Comparison:
    """Both ways under the same load."""

    at_once: int
    ours: Figures
    plain: Figures

    @property
    def p50_ratio(self) -> float:
        return self.ours.p50_ms / self.plain.p50_ms

    @property
    def p95_ratio(self) -> float:
        return self.ours.p95_ms / self.plain.p95_ms


@dataclass(frozen=True)
class BenchReport:
    comparisons: tuple[Comparison, ...]
    """One call at a time first, then all at once."""
    worst_lateness_ms: float
    """How late the callers' own 20 ms clock ran at worst; over 20 the longest times may be of its making."""

    def summary(self) -> dict[str, object]:
        """For JSON."""
        return {
            "comparisons": [
                asdict(one) | {"p50_ratio": one.p50_ratio, "p95_ratio": one.p95_ratio} for one in self.comparisons
            ],
            "worst_lateness_ms": self.worst_lateness_ms,
        }
