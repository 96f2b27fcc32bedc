"""A call's steps as a strip of time: where each begins, in seconds and in thousandths of the call."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ivr.records.models import Input
from ivr.records.reading import CallShown, StepSeen

WIDTH = 1000


@dataclass(frozen=True)
class Bar:
    step: StepSeen
    begins: float
    """Seconds since the call was answered."""
    x: int
    width: int
    kind: str
    """The class that colours it."""


def strip(shown: CallShown) -> list[Bar]:
    """A step that was keyed ahead begins where the one before it ends."""
    zero, whole = _zero(shown), seconds(shown)
    before = [zero, *(step.at for step in shown.steps)]
    return [
        _bar(step, max(earlier, _beginning(step)), zero, whole)
        for earlier, step in zip(before, shown.steps, strict=False)
    ]


def seconds(shown: CallShown) -> float:
    """From the answer to the end, or as far as is known while the call runs; one at least."""
    zero = _zero(shown)
    end = shown.call.ended_at or max((step.at for step in shown.steps), default=zero)
    return max((end - zero).total_seconds(), 1.0)


def _zero(shown: CallShown) -> datetime:
    return shown.call.answered_at or shown.call.started_at


def _beginning(step: StepSeen) -> datetime:
    return step.at - timedelta(milliseconds=step.milliseconds)


def _bar(step: StepSeen, begin: datetime, zero: datetime, whole: float) -> Bar:
    begins, lasted = (begin - zero).total_seconds(), (step.at - begin).total_seconds()
    x = min(WIDTH, round(begins / whole * WIDTH))
    return Bar(step, begins, x, max(1, min(WIDTH - x, round(lasted / whole * WIDTH))), _KINDS[step.input])


_KINDS = {
    Input.NONE: "quiet",
    Input.KEY: "keyed",
    Input.KEYS: "keyed",
    Input.SPEECH: "spoken",
    Input.RESULT: "looked-up",
}
