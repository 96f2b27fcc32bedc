"""What was measured of callers who speak."""

from dataclasses import asdict, dataclass

from ivr.bench.speech.ids import IdFigures
from ivr.bench.speech.interruptions import Interruptions
from ivr.bench.speech.streams import Streamed
from ivr.bench.speech.words import WordFigures


@dataclass(frozen=True)
class Timing:
    """How long one decoding took, in an engine that has nothing else to do."""

    decodings: int
    median_ms: float
    p95_ms: float


@dataclass(frozen=True)
class SpeechReport:
    engine: str
    words: tuple[WordFigures, ...]
    """By noise; none when nobody says a word in the recordings."""
    ids: dict[str, tuple[IdFigures, ...]]
    """By speaker of digits, then by noise."""
    word_timing: Timing | None
    id_timing: Timing | None
    interruptions: tuple[Interruptions, ...]
    streamed: dict[str, Streamed]
    """Of `words` and `ids`, as far as somebody says them in the recordings."""

    def summary(self) -> dict[str, object]:
        """For JSON."""
        return asdict(self) | {"streamed": {what: _summary(one) for what, one in self.streamed.items()}}


def _summary(streamed: Streamed) -> dict[str, object]:
    shares = {"overhead": streamed.overhead, "ahead": streamed.ahead, "streams_a_core": streamed.streams_a_core}
    return asdict(streamed) | shares
