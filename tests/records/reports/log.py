"""A call log for reports: calls written down as they are kept, at moments of our choice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from sqlalchemy import Engine, insert

from ivr.database import transaction
from ivr.records.models import Call, Input, Outcome, Step
from ivr.records.reports.counting import count_some
from ivr.records.reports.report import Wanted

ZONE = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
"""At the office, too: twelve."""
TODAY = Wanted(date(2026, 11, 24), date(2026, 11, 24))
_ids = count()


@dataclass(frozen=True)
class Logged:
    steps: Sequence[tuple[str, Input, str, int]] = (("M00", Input.KEY, "match", 900),)
    """Node, input, outcome, milliseconds."""
    outcome: Outcome | None = Outcome.HUNG_UP
    began: datetime = NOON
    waited: float | None = 0.1
    """Seconds until the answer; None without one."""
    tree_version: str = "v1"
    sealed: bool = False
    id: str = field(default_factory=lambda: f"{next(_ids):032}")


def write(engine: Engine, calls: Iterable[Logged]) -> None:
    calls = list(calls)
    with transaction(engine) as connection:
        if calls:
            connection.execute(insert(Call), [_call(call) for call in calls])
        if steps := [step for call in calls for step in _steps(call)]:
            connection.execute(insert(Step), steps)


def count_all(engine: Engine) -> int:
    """How many calls were taken in."""
    counted = 0
    while some := count_some(engine, ZONE, 7):
        counted += some
    return counted


def _call(call: Logged) -> dict[str, object]:
    return {
        "id": call.id,
        "started_at": call.began,
        "answered_at": None if call.waited is None else call.began + timedelta(seconds=call.waited),
        "ended_at": call.outcome and call.began + timedelta(minutes=3),
        "caller_masked": "***",
        "caller_hmac": "0",
        "tree_version": call.tree_version,
        "instance": "one",
        "outcome": call.outcome,
        "sealed": b"sealed" if call.sealed else None,
    }


def _steps(call: Logged) -> list[dict[str, object]]:
    names = ("node", "input", "outcome", "milliseconds")
    return [
        {"call_id": call.id, "n": n, "at": call.began, **dict(zip(names, step, strict=True))}
        for n, step in enumerate(call.steps, start=1)
    ]


NODES = ("M00", "M10", "A10", "Q111", "V99", "养老")
OUTCOMES = ("match", "no_input", "no_match", "found", "nothing", "failed", "slow", "score_1", "score_3", "hang_up")

steps = st.lists(
    st.tuples(
        st.sampled_from(NODES), st.sampled_from(Input), st.sampled_from(OUTCOMES), st.sampled_from((0, 600, 601, 9_000))
    ),
    max_size=8,
)
logged = st.builds(
    Logged,
    steps=steps,
    outcome=st.none() | st.sampled_from(Outcome),
    began=st.integers(0, 6 * 24 * 60).map(
        lambda minutes: datetime(2026, 10, 30, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    waited=st.none() | st.sampled_from((0.1, 15.0, 15.1)),
    tree_version=st.sampled_from(("v1", "v2")),
    sealed=st.booleans(),
)
"""Any call, with steps that no tree gives too: the sums must be right for what a log could hold."""
