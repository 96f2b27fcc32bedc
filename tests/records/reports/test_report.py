"""What a report says is what a slow count over the whole log says, and its numbers are those of the same calls."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from ivr.records.models import Input, Outcome
from ivr.records.reports import reading
from ivr.records.reports.course import Course
from ivr.records.reports.funnel import Stage
from ivr.records.reports.models import ending, is_ending
from ivr.records.reports.nodes import lookup_figures, node_figures
from ivr.records.reports.reading import read_funnel, read_report, read_visits
from ivr.records.reports.report import BadRange, Report, Share, Wanted
from ivr.records.reports.tables.every import tables
from ivr.settings import load
from tests.migrated import open_migrated
from tests.records.reports import reference
from tests.records.reports.log import NOON, TODAY, ZONE, Logged, count_all, logged, write

DAYS = Wanted(date(2026, 10, 31), date(2026, 11, 3))


@contextmanager
def a_log(calls: Sequence[Logged]) -> Iterator[Engine]:
    with TemporaryDirectory() as home:
        engine = open_migrated(load(home=Path(home)))
        write(engine, calls)
        yield engine
        engine.dispose()


def figures(report: Report) -> dict[str, int]:
    """Whatever the reference knows."""
    counts = {f"ended {outcome}": report.outcomes[outcome] for outcome in Outcome}
    counts |= {"over": report.over, "answered": report.answered, "in time": report.in_time}
    counts |= {str(course): report.courses[course] for course in Course}
    counts["late"] = sum(one.late for one in lookup_figures(report))
    for one in node_figures(report):
        counts |= {
            f"{one.node} calls": one.calls,
            f"{one.node} entries": one.entries,
            f"{one.node} hung up": one.hung_up,
            f"{one.node} lost": one.lost,
            f"{one.node} no_input": one.no_input,
            f"{one.node} no_match": one.no_match,
            f"{one.node} speech": one.speech,
        }
    return counts


def counted_slowly(calls: Sequence[Logged]) -> dict[str, int]:
    counts = {f"ended {outcome}": reference.outcome(calls, outcome) for outcome in Outcome}
    still = reference.outcome(calls, None)
    counts |= {"over": len(calls) - still, "answered": reference.answered(calls, float("inf"))}
    counts |= {"in time": reference.answered(calls, 15), "late": reference.late(calls), "open": still}
    counts |= {"direct_exit": reference.left_at_once(calls), "fault": reference.broken(calls)}
    counts |= {"direct_person": reference.person(calls, at_once=True)}
    counts |= {"later_person": reference.person(calls, at_once=False)}
    counts |= {"machine_only": reference.machine_only(calls)}
    for node in {step[0] for call in calls for step in call.steps}:
        counts |= {
            f"{node} calls": reference.been_to(calls, node),
            f"{node} entries": reference.entries(calls, node),
            f"{node} hung up": reference.steps(calls, node, "hang_up"),
            f"{node} lost": reference.ended_in(calls, node, Outcome.HUNG_UP),
            f"{node} no_input": reference.steps(calls, node, "no_input"),
            f"{node} no_match": reference.steps(calls, node, "no_match"),
            f"{node} speech": reference.steps(calls, node, "speech"),
        }
    return counts


@settings(max_examples=60)
@given(st.lists(logged, max_size=25), st.booleans())
def test_a_report_is_what_a_slow_count_gives(calls: list[Logged], taken_in: bool) -> None:
    with a_log(calls) as engine:
        if taken_in:
            count_all(engine)
        report = read_report(engine, DAYS, ZONE)
    assert figures(report) == counted_slowly(reference.of_day(calls, DAYS.first, DAYS.last))


@settings(max_examples=30)
@given(st.lists(logged, max_size=25))
def test_all_numbers_add_up_to_the_calls(calls: list[Logged]) -> None:
    with a_log(calls) as engine:
        count_all(engine)
        report, visits = read_report(engine, DAYS, ZONE), read_visits(engine, DAYS, ZONE)
    assert all(getattr(report, name) == seen for name, seen in vars(visits).items())
    assert sum(report.outcomes.values()) == sum(report.courses.values()) == report.total
    assert report.entered == report.total
    assert sum(way.times for way in report.ways if is_ending(way.target)) == report.total
    for one in node_figures(report):
        assert sum(way.times for way in report.came_to(one.node)) == one.entries
        assert sum(way.times for way in report.went_from(one.node)) == one.entries
    for table in tables(report, {}).values():
        if table.key in {"days", "hours", "outcomes", "courses"}:
            assert sum(int(str(row[1])) for row in table.rows) == report.total


@settings(max_examples=30)
@given(st.lists(logged, max_size=25))
def test_the_parts_are_the_whole(calls: list[Logged]) -> None:
    """By version of the tree, by voice or keys, and by day."""
    with a_log(calls) as engine:
        count_all(engine)
        whole = read_report(engine, DAYS, ZONE)
        by_version = [Wanted(DAYS.first, DAYS.last, version) for version in whole.tree_versions]
        by_voice = [Wanted(DAYS.first, DAYS.last, spoke=spoke) for spoke in (True, False)]
        by_day = [
            Wanted(day, day) for day in (date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 2), date(2026, 11, 3))
        ]
        for parts in (by_version, by_voice, by_day):
            reports = [read_report(engine, part, ZONE) for part in parts]
            assert sum(report.total for report in reports) == whole.total
            assert sum((report.step_outcomes for report in reports), start=Counter[str]()) == +whole.step_outcomes


def test_a_day_is_one_of_the_office(ours: Engine) -> None:
    late_evening, next_morning = datetime(2026, 11, 24, 15, 59, tzinfo=UTC), datetime(2026, 11, 24, 16, tzinfo=UTC)
    write(ours, [Logged(began=late_evening), Logged(began=next_morning)])
    assert read_report(ours, TODAY, ZONE).total == 1
    count_all(ours)
    report = read_report(ours, TODAY, ZONE)
    assert [(row.day, row.hour) for row in report.calls] == [(TODAY.first, 23)]


def test_a_funnel_follows_the_callers(ours: Engine) -> None:
    to_the_balance = [
        ("M00", Input.KEY, "match", 1),
        ("M10", Input.KEY, "match", 1),
        ("Q111", Input.RESULT, "found", 40),
    ]
    write(
        ours,
        [
            Logged([*to_the_balance, ("Q111", Input.NONE, "hang_up", 9000)], Outcome.SELF_SERVICE),
            Logged([*to_the_balance[:1], ("M10", Input.NONE, "no_input", 7000), ("M10", Input.NONE, "hang_up", 300)]),
            Logged([("M00", Input.NONE, "hang_up", 2000)]),
        ],
    )
    report = read_report(ours, TODAY, ZONE)
    assert [(one.node, one.entries, one.hung_up, one.lost) for one in node_figures(report)] == [
        ("M00", 3, 1, 1),
        ("M10", 2, 1, 1),
        ("Q111", 1, 1, 0),
    ]
    assert [(way.target, way.times) for way in report.went_from("M10")] == [(ending("hung_up"), 1), ("Q111", 1)]
    assert node_figures(report)[0].drop_off == Share(1, 3)


def test_the_lowest_share_over_24_hours(ours: Engine) -> None:
    """Either day by itself is better than the 24 hours from eight in the morning."""
    evening = datetime(2026, 11, 24, 12, tzinfo=UTC)
    answered = [Logged(began=evening + timedelta(hours=hours)) for hours in (-13, 0, 26)]
    write(ours, [*answered, Logged(began=evening, waited=None)])
    assert read_report(ours, TODAY, ZONE).worst_24_hours() == Share(2, 3)
    assert read_report(ours, Wanted(date(2026, 11, 24), date(2026, 11, 25)), ZONE).worst_24_hours() == Share(1, 2)


def test_nothing_is_a_share_of_nothing(ours: Engine) -> None:
    report = read_report(ours, TODAY, ZONE)
    assert report.ended(Outcome.SELF_SERVICE).ratio is None
    assert report.worst_24_hours().ratio is None
    assert list(tables(report, {}))[:2] == ["figures", "days"]


def test_more_than_can_be_counted_at_a_look_are_named(ours: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "AT_A_LOOK", 3)
    write(ours, [Logged(began=NOON) for _ in range(5)])
    assert (read_report(ours, TODAY, ZONE).total, read_report(ours, TODAY, ZONE).waiting) == (0, 5)
    count_all(ours)
    assert (read_report(ours, TODAY, ZONE).total, read_report(ours, TODAY, ZONE).waiting) == (5, 0)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [(date(2026, 2, 2), date(2026, 2, 1), "must not be behind"), (date(2025, 1, 1), date(2026, 2, 1), "366 days")],
)
def test_days_that_are_no_range(first: date, last: date, said: str) -> None:
    with pytest.raises(BadRange, match=said):
        Wanted(first, last)


def test_a_funnel_is_of_the_callers_who_took_the_way(ours: Engine) -> None:
    """Logins are shared: those who came by another menu are not in it."""
    main, pension, card = (
        ("M00", Input.KEY, "match", 1),
        ("M11", Input.KEY, "match", 1),
        ("M20", Input.KEY, "match", 1),
    )
    login, lost = ("A10", Input.KEYS, "match", 1), ("A10", Input.NONE, "hang_up", 300)
    answer = ("Q111", Input.RESULT, "found", 40)
    write(
        ours,
        [
            *(Logged([main, pension, main, login, answer], Outcome.SELF_SERVICE) for _ in range(3)),
            Logged([main, pension, lost]),
            *(Logged([main, card, login, ("Q23", Input.RESULT, "found", 40)], Outcome.SELF_SERVICE) for _ in range(5)),
            Logged([("M00", Input.SPEECH, "match", 1), answer], Outcome.SELF_SERVICE),
            Logged([("M00", Input.NONE, "hang_up", 300)]),
        ],
    )
    before = read_funnel(ours, TODAY, ZONE, "Q111")
    assert before == [Stage("M00", 11, 1), Stage("M11", 4, 0), Stage("A10", 4, 1), Stage("Q111", 3, 0)]
    count_all(ours)
    assert read_funnel(ours, TODAY, ZONE, "Q111") == before
    assert read_funnel(ours, TODAY, ZONE, "111") == []


@settings(max_examples=30)
@given(st.lists(logged, min_size=1, max_size=25), st.booleans())
def test_a_funnel_only_narrows_and_is_what_a_slow_count_gives(calls: list[Logged], taken_in: bool) -> None:
    with a_log(calls) as engine:
        if taken_in:
            count_all(engine)
        funnels = {node: read_funnel(engine, DAYS, ZONE, node) for node in ("M00", "Q111", "养老")}
    for funnel in funnels.values():
        nodes = [stage.node for stage in funnel]
        days = reference.of_day(calls, DAYS.first, DAYS.last)
        assert [stage.calls for stage in funnel] == [
            reference.came_by(days, nodes[:length]) for length in range(1, len(nodes) + 1)
        ]
        assert all(wide.calls >= narrow.calls + wide.lost for wide, narrow in pairwise(funnel))


def test_a_person_s_answer_is_no_look_up_s(ours: Engine) -> None:
    letter, person = ("Q55", Input.RESULT, "answered", 900), ("T00", Input.RESULT, "answered", 9_000)
    write(
        ours,
        [
            Logged([letter], Outcome.SELF_SERVICE),
            Logged([person], Outcome.TRANSFERRED),
            Logged([("T01", Input.RESULT, "no_answer", 20_000)]),
        ],
    )
    assert [(one.node, one.asked, one.late) for one in lookup_figures(read_report(ours, TODAY, ZONE))] == [
        ("Q55", 1, 1)
    ]
