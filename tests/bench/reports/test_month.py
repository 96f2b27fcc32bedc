"""Generated months are like real ones, and what reports say of them is what a slow count over their rows gives."""

from collections import Counter, defaultdict
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from ivr.bench.reports.month import Month, fill
from ivr.bench.reports.patterns import Callers, Pattern
from ivr.benefits.demo import Demo, demo_people, make_demo
from ivr.benefits.theirs import benefits_url
from ivr.menus.service import read_service
from ivr.records.models import Input, Outcome
from ivr.records.recorded import recorded
from ivr.records.reports.nodes import lookup_figures, node_figures
from ivr.records.reports.reading import read_report
from ivr.records.reports.report import Wanted
from ivr.settings import DIALPLAN, PROMPTS, load
from ivr.simulator.replay.following import Follower
from ivr.simulator.spoken_values import declared
from tests.migrated import open_migrated
from tests.records.reports import reference
from tests.records.reports.log import ZONE, Logged, count_all
from tests.records.rows import calls, steps

PEOPLE = 20
OCTOBER = Month(date(2026, 10, 1), 31, 400, ("1", "2"), ZONE, seed=7)


@pytest.fixture(scope="module")
def patterns(tmp_path_factory: pytest.TempPathFactory) -> list[Pattern]:
    url = benefits_url(load(home=tmp_path_factory.mktemp("home")))
    make_demo(url, Demo(people=PEOPLE, seed=1, as_of=date(2026, 10, 1)), lambda _: None)
    callers = Callers(read_service(DIALPLAN, PROMPTS), declared(DIALPLAN), demo_people(url, PEOPLE), 7)
    return [callers.call() for _ in range(120)]


@pytest.fixture
def ours(tmp_path: Path) -> Engine:
    return open_migrated(load(home=tmp_path))


def as_logged(engine: Engine) -> list[Logged]:
    """The rows of the log, for the slow count."""
    taken = defaultdict[str, list[tuple[str, Input, str, int]]](list)
    for step in steps(engine):
        taken[step["call_id"]].append((step["node"], step["input"], step["outcome"], step["milliseconds"]))
    return [
        Logged(
            taken[call["id"]],
            call["outcome"],
            call["started_at"],
            (call["answered_at"] - call["started_at"]).total_seconds(),
            call["tree_version"],
        )
        for call in calls(engine)
    ]


def test_calls_are_of_all_kinds(patterns: list[Pattern]) -> None:
    assert {pattern.outcome for pattern in patterns} >= {Outcome.SELF_SERVICE, Outcome.HUNG_UP, Outcome.TRANSFERRED}
    inputs = Counter(step.input for pattern in patterns for step in pattern.steps)
    assert set(inputs) == set(Input)
    hung_up = [pattern for pattern in patterns if pattern.outcome is Outcome.HUNG_UP]
    assert all(pattern.steps[-1].outcome == "hang_up" for pattern in hung_up)


def test_a_month_adds_up_to_its_calls(ours: Engine, patterns: list[Pattern]) -> None:
    assert list(fill(ours, OCTOBER, patterns))[-1] == OCTOBER.calls
    count_all(ours)
    report = read_report(ours, Wanted(OCTOBER.first, date(2026, 10, 31)), ZONE)
    log = as_logged(ours)
    assert report.total == len(log) == OCTOBER.calls
    assert report.tree_versions == ("1", "2")
    assert report.in_time == reference.answered(log, 15)
    for outcome in Outcome:
        assert report.outcomes[outcome] == reference.outcome(log, outcome)
    assert report.courses["machine_only"] == reference.machine_only(log)
    assert sum(one.late for one in lookup_figures(report)) == reference.late(log)
    for one in node_figures(report):
        assert one.calls == reference.been_to(log, one.node)
        assert one.entries == reference.entries(log, one.node)
        assert one.lost == reference.ended_in(log, one.node, Outcome.HUNG_UP)
        assert one.no_match == reference.steps(log, one.node, "no_match")


def test_replay_can_follow_its_calls(ours: Engine, patterns: list[Pattern]) -> None:
    """But where the office was open or closed at another hour."""
    list(fill(ours, OCTOBER, patterns))
    follower = Follower(read_service(DIALPLAN, PROMPTS), declared(DIALPLAN))
    begins = datetime.combine(OCTOBER.first, time(), ZONE)
    followed = [follower.follow(call, follower) for call in recorded(ours, begins, begins + timedelta(31), 400)]
    assert len(followed) == OCTOBER.calls
    assert sum(way.faithful for way in followed) >= 0.9 * len(followed)


def test_the_same_seed_is_the_same_month(ours: Engine, patterns: list[Pattern], tmp_path: Path) -> None:
    other = open_migrated(load(home=tmp_path / "other"))
    for engine in (ours, other):
        list(fill(engine, OCTOBER, patterns))
    assert calls(ours) == calls(other)
    assert steps(ours) == steps(other)
