"""Where a call stands is kept, for the process that goes on with it and for the caller who rings again."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine, update

from ivr.records.kept import forget_old, kept, take_cut_off
from ivr.records.models import Call, Input, Outcome
from ivr.records.recorder import Recorder
from ivr.secret import Pseudonymiser
from tests.records.rows import calls, steps

CALLER = SecretStr("13800138000")


@pytest.fixture
def names(tmp_path: Path) -> Pseudonymiser:
    return Pseudonymiser(tmp_path)


@pytest.fixture
def recorder(ours: Engine, names: Pseudonymiser) -> Iterator[Recorder]:
    recorder = Recorder(ours, names, "one")
    yield recorder
    recorder.close()


def test_the_last_state_is_the_one_that_counts(ours: Engine, recorder: Recorder) -> None:
    record = recorder.begin(CALLER, "v1")
    record.keep(b"first")
    record.keep(b"second", surely=True)
    assert kept(ours, record.id) == ("v1", b"second")


def test_another_process_goes_on_with_the_call_and_its_steps(ours: Engine, names: Pseudonymiser) -> None:
    dead, alive = Recorder(ours, names, "one"), Recorder(ours, names, "two")
    record = dead.begin(CALLER, "v1")
    record.step("M00", Input.KEY, "match", 900)
    record.keep(b"state", surely=True)
    resumed = alive.resume(record.id)
    assert resumed
    resumed.step("M10", Input.KEY, "match", 800)
    resumed.end(Outcome.SELF_SERVICE)
    alive.close()
    dead.close()
    [call] = calls(ours)
    assert (call["instance"], call["outcome"]) == ("two", Outcome.SELF_SERVICE)
    assert [(step["n"], step["node"]) for step in steps(ours)] == [(1, "M00"), (2, "M10")]


def test_a_call_that_is_over_is_not_gone_on_with(recorder: Recorder) -> None:
    record = recorder.begin(CALLER, "v1")
    record.keep(None, surely=True)
    assert recorder.resume(record.id) is None
    assert recorder.resume("0" * 32) is None


def test_who_was_cut_off_is_offered_it_once(ours: Engine, recorder: Recorder, names: Pseudonymiser) -> None:
    record = recorder.begin(CALLER, "v1")
    record.keep(b"state")
    record.end(Outcome.HUNG_UP)
    recorder.close()
    assert take_cut_off(ours, names.of(SecretStr("13900139000")), "v1") is None
    assert take_cut_off(ours, names.of(CALLER), "v1") == b"state"
    assert take_cut_off(ours, names.of(CALLER), "v1") is None


def test_after_ten_minutes_nobody_is_offered_it_and_it_is_forgotten(
    ours: Engine, recorder: Recorder, names: Pseudonymiser
) -> None:
    record = recorder.begin(CALLER, "v1")
    record.keep(b"state")
    record.end(Outcome.HUNG_UP)
    recorder.close()
    [call] = calls(ours)
    with ours.begin() as connection:
        connection.execute(update(Call).values(ended_at=call["ended_at"] - timedelta(minutes=11)))
    assert forget_old(ours) == 1
    assert kept(ours, record.id) is None
    assert take_cut_off(ours, names.of(CALLER), "v1") is None


def test_another_tree_may_not_have_the_place(ours: Engine, names: Pseudonymiser, recorder: Recorder) -> None:
    record = recorder.begin(CALLER, "v1")
    record.keep(b"state", surely=True)
    record.end(Outcome.HUNG_UP)
    recorder.close()
    assert take_cut_off(ours, names.of(CALLER), "v2") is None
    assert take_cut_off(ours, names.of(CALLER), "v1") is None, "it was offered once, even if in vain"
