from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine
from structlog.testing import capture_logs

from ivr.records.models import Input, Outcome
from ivr.records.reading import show_call
from ivr.records.recorder import Recorder, sweep
from ivr.secret import Pseudonymiser
from tests.records.rows import calls, steps

CALLER = SecretStr("13800138000")
PERSON = SecretStr("44010119900101123X")


@pytest.fixture
def names(tmp_path: Path) -> Pseudonymiser:
    return Pseudonymiser(tmp_path)


@pytest.fixture
def recorder(ours: Engine, names: Pseudonymiser) -> Iterator[Recorder]:
    recorder = Recorder(ours, names, "one")
    yield recorder
    recorder.close()


def test_a_call_from_ring_to_end(ours: Engine, recorder: Recorder, names: Pseudonymiser) -> None:
    before = datetime.now(UTC)
    record = recorder.begin(CALLER, "v1")
    record.answered()
    record.step("main", Input.KEY, "match", 1200)
    record.identify(PERSON)
    record.step("pin", Input.KEYS, "accepted", 8000)
    record.step("balance", Input.RESULT, "found", 45)
    record.end(Outcome.SELF_SERVICE)
    recorder.close()

    [call] = calls(ours)
    assert before <= call["started_at"] <= call["answered_at"] <= call["ended_at"] <= datetime.now(UTC)
    assert {name: value for name, value in call.items() if not name.endswith("_at")} == {
        "id": record.id,
        "caller_masked": "*******8000",
        "caller_tail": "8000",
        "caller_hmac": names.of(CALLER),
        "person_masked": "**************123X",
        "person_tail": "123X",
        "person_hmac": names.of(PERSON),
        "tree_version": "v1",
        "instance": "one",
        "outcome": Outcome.SELF_SERVICE,
        "sealed": None,
        "node": None,
    }
    assert [
        (step["n"], step["node"], step["input"], step["outcome"], step["milliseconds"]) for step in steps(ours)
    ] == [
        (1, "main", Input.KEY, "match", 1200),
        (2, "pin", Input.KEYS, "accepted", 8000),
        (3, "balance", Input.RESULT, "found", 45),
    ]
    assert {step["at"].utcoffset() for step in steps(ours)} == {timedelta(0)}


def test_a_case_is_kept_once_however_often_it_comes(ours: Engine, recorder: Recorder) -> None:
    record = recorder.begin(CALLER, "v1")
    for _ in range(2):  # a process that goes on with the call says so once more
        record.concerns(SecretStr("202611260018"))
    record.concerns(SecretStr("202611260026"))
    with capture_logs() as logged:
        recorder.close()
    assert show_call(ours, record.id).cases == ["********0018", "********0026"]
    assert logged == []


def test_a_step_is_stored_before_the_next_is_taken(ours: Engine, recorder: Recorder) -> None:
    record = recorder.begin(CALLER, "v1")
    for n in range(1, 21):
        record.step("main", Input.NONE, "no_input", 7000)
        assert len(steps(ours)) >= n - 1


def test_the_first_outcome_stays(ours: Engine, recorder: Recorder) -> None:
    record = recorder.begin(CALLER, "v1")
    record.end(Outcome.HUNG_UP)
    record.end(Outcome.FAILED)
    recorder.close()
    assert [call["outcome"] for call in calls(ours)] == [Outcome.HUNG_UP]


@pytest.mark.parametrize("outcome", ["", "No match", "440101199001011234", "x" * 33, "match\n"])
def test_a_step_has_a_word_as_its_outcome(recorder: Recorder, outcome: str) -> None:
    record = recorder.begin(CALLER, "v1")
    with pytest.raises(ValueError, match="at main must be a word of 1-32 characters") as error:
        record.step("main", Input.KEY, outcome, 0)
    assert not outcome or outcome not in str(error.value)


@pytest.mark.parametrize("caller", ["", '"\nHANGUP', "1" * 1000, "张三\x00", "\udcff", "'; DROP TABLE calls; --"])
def test_whatever_comes_as_the_caller_is_logged_as_a_call(ours: Engine, recorder: Recorder, caller: str) -> None:
    recorder.begin(SecretStr(caller), "v1").end(Outcome.HUNG_UP)
    recorder.close()
    assert [call["outcome"] for call in calls(ours)] == [Outcome.HUNG_UP]


def test_unfinished_calls_of_this_system_were_interrupted(ours: Engine, names: Pseudonymiser) -> None:
    for instance in ("one", "two"):
        recorder = Recorder(ours, names, instance)
        recorder.begin(CALLER, "v1").step("main", Input.KEY, "match", 10)
        recorder.begin(CALLER, "v1")
        recorder.begin(CALLER, "v1").end(Outcome.GOODBYE)
        recorder.close()

    assert sweep(ours, "one") == 2
    assert sweep(ours, "one") == 0
    outcomes = {(call["instance"], call["outcome"]) for call in calls(ours)}
    assert outcomes == {("one", "interrupted"), ("one", "goodbye"), ("two", None), ("two", "goodbye")}
    ends = {call["id"]: call["ended_at"] for call in calls(ours) if call["outcome"] == Outcome.INTERRUPTED}
    last_steps = {step["call_id"]: step["at"] for step in steps(ours)}
    starts = {call["id"]: call["started_at"] for call in calls(ours)}
    assert ends == {call_id: last_steps.get(call_id, starts[call_id]) for call_id in ends}


def test_a_late_end_does_not_replace_an_interruption(ours: Engine, recorder: Recorder) -> None:
    record = recorder.begin(CALLER, "v1")
    record.step("main", Input.KEY, "match", 10)
    record.step("main", Input.KEY, "match", 10)
    sweep(ours, "one")
    record.end(Outcome.GOODBYE)
    recorder.close()
    assert [call["outcome"] for call in calls(ours)] == [Outcome.INTERRUPTED]
