"""Every call goes into the sums once: late, resumed, interrupted, and whoever counts."""

import multiprocessing
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine, update

from ivr.database import DatabaseUnavailable, open_ours, transaction
from ivr.records.kept import forget_old
from ivr.records.models import Call, Input, Outcome
from ivr.records.recorder import Recorder, sweep
from ivr.records.reports import counting
from ivr.records.reports.counting import count_some
from ivr.records.reports.reading import read_report
from ivr.records.reports.report import Report, Wanted
from ivr.secret import Pseudonymiser
from ivr.settings import Settings, load
from tests.migrated import open_migrated
from tests.records.reports.log import NOON, TODAY, ZONE, Logged, count_all, write
from tests.records.rows import calls


def report(engine: Engine) -> Report:
    """Of the day on which the log's calls began."""
    day = calls(engine)[0]["started_at"].astimezone(ZONE).date()
    return read_report(engine, Wanted(day, day), ZONE)


def test_counting_again_changes_nothing(ours: Engine) -> None:
    write(ours, [Logged() for _ in range(20)])
    assert count_all(ours) == 20
    before = report(ours)
    assert count_all(ours) == 0
    assert report(ours) == before
    assert before.total == 20


def test_a_report_is_the_same_before_and_after(ours: Engine) -> None:
    write(ours, [Logged(outcome=outcome) for outcome in Outcome])
    before = report(ours)
    count_all(ours)
    assert report(ours) == before


def test_a_call_that_is_written_late_is_counted_then(ours: Engine) -> None:
    write(ours, [Logged()])
    count_all(ours)
    write(ours, [Logged()])
    assert report(ours).total == 2
    assert count_all(ours) == 1
    assert report(ours).total == 2


def test_a_running_call_is_open_and_then_what_it_came_to(ours: Engine, tmp_path: Path) -> None:
    recorder = Recorder(ours, Pseudonymiser(tmp_path), "one")
    record = recorder.begin(SecretStr("13800138000"), "v1")
    record.step("M00", Input.KEY, "match", 10)
    record.step("M10", Input.KEY, "match", 10)
    assert count_all(ours) == 0
    assert report(ours).outcomes == {"open": 1}
    record.end(Outcome.TRANSFERRED)
    recorder.close()
    assert report(ours).outcomes == {"transferred": 1}
    assert count_all(ours) == 1
    assert report(ours).outcomes == {"transferred": 1}


def test_an_interrupted_call_that_goes_on_is_one_call(ours: Engine, tmp_path: Path) -> None:
    """Its process died, another one took it over after the first had been swept."""
    first, second = (Recorder(ours, Pseudonymiser(tmp_path), name) for name in ("one", "two"))
    record = first.begin(SecretStr("13800138000"), "v1")
    record.step("M00", Input.KEY, "match", 10)
    record.keep(b"where it stood")
    first.close()
    sweep(ours, "one")
    assert count_all(ours) == 0
    resumed = second.resume(record.id)
    assert resumed is not None
    resumed.step("M10", Input.RESULT, "found", 10)
    resumed.keep(None)
    resumed.end(Outcome.SELF_SERVICE)
    second.close()
    assert count_all(ours) == 1
    assert report(ours).outcomes == {"self_service": 1}
    assert report(ours).reached == {"M00": 1, "M10": 1}


def test_an_interrupted_call_that_nobody_goes_on_with(ours: Engine) -> None:
    write(ours, [Logged(outcome=Outcome.INTERRUPTED, sealed=True)])
    assert count_all(ours) == 0
    assert report(ours).outcomes == {"interrupted": 1}
    forget_old(ours)
    assert count_all(ours) == 1
    assert report(ours).outcomes == {"interrupted": 1}


def test_a_batch_that_fails_leaves_nothing_behind(ours: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    write(ours, [Logged() for _ in range(3)])
    with transaction(ours) as connection:
        connection.exec_driver_sql("ALTER TABLE report_ways RENAME TO elsewhere")
    with pytest.raises(DatabaseUnavailable):
        count_some(ours, ZONE)
    with transaction(ours) as connection:
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO report_ways")
    assert report(ours).total == 3
    assert count_all(ours) == 3
    assert report(ours).total == 3


def test_the_sums_outlive_the_calls(ours: Engine) -> None:
    write(ours, [Logged() for _ in range(3)])
    count_all(ours)
    with transaction(ours) as connection:
        connection.exec_driver_sql("DELETE FROM calls")
    assert read_report(ours, TODAY, ZONE).total == 3


def test_processes_that_count_at_once(ours: Engine, settings: Settings) -> None:
    write(ours, [Logged(began=NOON) for _ in range(200)])
    fork = multiprocessing.get_context("fork")
    processes = [fork.Process(target=_count, args=(settings,)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert report(ours).total == 200
    assert sum(way.times for way in report(ours).ways) == 400


def _count(settings: Settings) -> None:
    engine = open_ours(settings)
    count_all(engine)
    engine.dispose()


def test_what_is_counted_while_a_report_is_read_is_not_missed(
    ours: Engine, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All calls are taken into the sums just when the reader has looked at those that are not in them."""
    write(ours, [Logged(began=NOON) for _ in range(50)])
    other = open_ours(settings)
    enter = counting.enter

    def counted_meanwhile(*arguments: object) -> None:
        enter(*arguments)  # type: ignore[arg-type]
        monkeypatch.setattr("ivr.records.reports.reading.enter", enter)
        count_all(other)

    monkeypatch.setattr("ivr.records.reports.reading.enter", counted_meanwhile)
    assert read_report(ours, TODAY, ZONE).total == 50
    other.dispose()


def test_the_mark_says_when(ours: Engine) -> None:
    write(ours, [Logged(), Logged(outcome=None)])
    count_all(ours)
    with transaction(ours) as connection:
        connection.execute(update(Call).where(Call.outcome.is_(None)).values(outcome=Outcome.GOODBYE))
    assert sorted(call["counted_at"] is None for call in calls(ours)) == [False, True]


def test_the_embedded_database_keeps_the_sums_of_a_day_together(tmp_path: Path) -> None:
    engine = open_migrated(load(home=tmp_path))
    with engine.connect() as connection:
        written = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE type = 'table'").scalars().all()
    engine.dispose()
    sums = [sql for sql in written if sql.startswith('CREATE TABLE "report_')]
    assert len(sums) == 5
    assert all("WITHOUT ROWID" in sql for sql in sums)
