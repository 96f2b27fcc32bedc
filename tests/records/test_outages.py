"""The database fails while people are on the telephone: their calls go on, and what can be kept is kept."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine, event, text
from structlog.testing import capture_logs

from ivr.records import writer
from ivr.records.models import Input, Outcome
from ivr.records.recorder import CallRecord, Recorder
from ivr.secret import Pseudonymiser
from tests.records.rows import calls, steps

CALLER = SecretStr("13800138000")


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "RETRY_SECONDS", 0.02)


@pytest.fixture
def recorder(file: Engine, tmp_path: Path) -> Iterator[Recorder]:
    recorder = Recorder(file, Pseudonymiser(tmp_path), "one")
    yield recorder
    recorder.close()


def fill(engine: Engine) -> None:
    """Stands for a full disk: SQLite may take no page more, and answers as it does then."""
    with engine.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
    engine.dispose()
    event.listen(engine, "checkout", lambda connection, *_: connection.execute(f"PRAGMA max_page_count = {pages}"))


def walk(record: CallRecord, count: int) -> float:
    """Takes steps at once, and says how long the caller waited for them."""
    start = time.perf_counter()
    for _ in range(count):
        record.step("main", Input.KEY, "match", 10)
    return time.perf_counter() - start


def test_a_locked_database_delays_a_call_once_and_loses_nothing(file: Engine, recorder: Recorder) -> None:
    record = recorder.begin(CALLER, "v1")
    with file.connect() as other:
        other.exec_driver_sql("BEGIN IMMEDIATE")
        assert walk(record, 50) < 0.5
        assert steps(file) == []
    record.end(Outcome.GOODBYE)
    recorder.close()
    assert [step["n"] for step in steps(file)] == list(range(1, 51))
    assert [call["outcome"] for call in calls(file)] == [Outcome.GOODBYE]


def test_a_full_disk_is_logged_once_and_calls_go_on(file: Engine, recorder: Recorder) -> None:
    fill(file)
    with capture_logs() as logged:
        for _ in range(20):
            record = recorder.begin(CALLER, "v1")
            walk(record, 20)
            record.end(Outcome.GOODBYE)
        time.sleep(0.1)
    [line] = logged
    assert line["event"] == "call log can't be written"
    assert line["reason"] == "database or disk is full"
    assert "13800138000" not in str(logged)


def test_when_there_is_room_again_all_is_written(file: Engine, recorder: Recorder) -> None:
    fill(file)
    record = recorder.begin(CALLER, "v1")
    with capture_logs() as logged:
        walk(record, 200)
        time.sleep(0.05)
        file.dispose()
        event.listen(file, "checkout", lambda connection, *_: connection.execute("PRAGMA max_page_count = 1000000"))
        record.end(Outcome.GOODBYE)
        recorder.close()
    assert len(steps(file)) == 200
    assert [call["outcome"] for call in calls(file)] == [Outcome.GOODBYE]
    assert [(line["event"], line.get("lost")) for line in logged][-1] == ("call log is written again", 0)


def test_what_the_buffer_cannot_hold_is_lost_and_counted(
    file: Engine, recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "BUFFER", 30)
    with capture_logs() as logged:
        record = recorder.begin(CALLER, "v1")
        walk(record, 1)
        with file.connect() as other:
            other.exec_driver_sql("BEGIN IMMEDIATE")
            walk(record, 100)
        recorder.close()
    kept = [step["n"] for step in steps(file)]
    assert kept == list(range(1, len(kept) + 1))
    assert 30 <= len(kept) <= 33
    assert logged[-1]["lost"] == 101 - len(kept)


def test_a_write_that_is_refused_takes_no_other_with_it(file: Engine, recorder: Recorder) -> None:
    record = recorder.begin(CALLER, "v1")
    with capture_logs() as logged:
        with file.connect() as other:
            other.exec_driver_sql("BEGIN IMMEDIATE")
            walk(record, 5)
            record.step("main", Input.KEY, "match", 2**70)
            walk(record, 5)
        recorder.close()
    assert [step["n"] for step in steps(file)] == [1, 2, 3, 4, 5, 7, 8, 9, 10, 11]
    assert [(line["kind"], line["reason"]) for line in logged] == [("STEP", "OverflowError")]


def test_closing_does_not_wait_for_a_database_that_stays_away(file: Engine, recorder: Recorder) -> None:
    fill(file)
    record = recorder.begin(CALLER, "v1")
    walk(record, 300)
    start = time.perf_counter()
    with capture_logs() as logged:
        recorder.close(2)
        record.end(Outcome.GOODBYE)
    assert time.perf_counter() - start < 1
    assert logged[-1]["event"] == "call log closed incomplete"
    assert logged[-1]["lost"] > 100
