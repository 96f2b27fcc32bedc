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
    call = shown.call
    zero = call.answered_at or call.started_at
    end = call.ended_at or max((step.at for step in shown.steps), default=zero)
    whole = max((end - zero).total_seconds(), 1.0)
    return [_bar(step, zero, whole) for step in shown.steps]


def _bar(step: StepSeen, zero: datetime, whole: float) -> Bar:
    seconds = step.milliseconds / 1000
    begins = max(0.0, (step.at - timedelta(seconds=seconds) - zero).total_seconds())
    x = min(WIDTH, round(begins / whole * WIDTH))
    return Bar(step, begins, x, max(1, min(WIDTH - x, round(seconds / whole * WIDTH))), _KINDS[step.input])


_KINDS = {
    Input.NONE: "quiet",
    Input.KEY: "keyed",
    Input.KEYS: "keyed",
    Input.SPEECH: "spoken",
    Input.RESULT: "looked-up",
}
