from datetime import UTC, datetime, timedelta

from ivr.console.calls.strip import strip
from ivr.records.models import Input
from ivr.records.reading import CallSeen, CallShown, StepSeen

ANSWERED = datetime(2026, 11, 26, 1, tzinfo=UTC)


def step(n: int, ends: float, lasted: float) -> StepSeen:
    at = ANSWERED + timedelta(seconds=ends)
    return StepSeen(n, at, "M00", Input.KEY, "match", round(lasted * 1000), None, None, None)


def bars(*steps: StepSeen) -> list[tuple[float, int, int]]:
    over = ANSWERED + timedelta(seconds=20)
    call = CallSeen("1", ANSWERED, ANSWERED, over, "*******8000", None, "1", "here", None, len(steps))
    return [(bar.begins, bar.x, bar.width) for bar in strip(CallShown(call, list(steps), []))]


def test_a_step_lies_where_it_was() -> None:
    assert bars(step(1, 5, 5), step(2, 9, 3)) == [(0, 0, 250), (6, 300, 150)]


def test_a_step_that_was_keyed_ahead_begins_when_the_one_before_it_is_over() -> None:
    assert bars(step(1, 11, 11), step(2, 11, 0), step(3, 14, 9)) == [(0, 0, 550), (11, 550, 1), (11, 550, 150)]
