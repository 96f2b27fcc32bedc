from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine

from ivr.records.models import Input, Outcome
from ivr.records.reading import NoSuchCall, Wanted, list_calls, show_call
from ivr.records.recorder import Recorder
from ivr.secret import Pseudonymiser

ALICE = SecretStr("13800138000")
BOB = SecretStr("02012345678")
ALICES_ID = SecretStr("44010119900101123X")


@pytest.fixture
def names(tmp_path: Path) -> Pseudonymiser:
    return Pseudonymiser(tmp_path)


@pytest.fixture
def ids(ours: Engine, names: Pseudonymiser) -> list[str]:
    """Alice, who hears her answer; Bob, who gives up; Bob again, who is still on the telephone."""
    recorder = Recorder(ours, names, "one")
    alice = recorder.begin(ALICE, "v1")
    alice.identify(ALICES_ID)
    alice.step("main", Input.KEY, "match", 900)
    alice.step("balance", Input.RESULT, "found", 30)
    alice.end(Outcome.SELF_SERVICE)
    gave_up = recorder.begin(BOB, "v1")
    gave_up.step("main", Input.NONE, "no_input", 7000)
    gave_up.end(Outcome.GAVE_UP)
    running = recorder.begin(BOB, "v2")
    recorder.close()
    return [alice.id, gave_up.id, running.id]


def found(engine: Engine, wanted: Wanted) -> list[str]:
    return [call.id for call in list_calls(engine, wanted)]


def test_the_newest_call_comes_first(ours: Engine, ids: list[str]) -> None:
    assert found(ours, Wanted()) == ids[::-1]
    assert found(ours, Wanted(limit=1)) == ids[2:]


def test_a_list_says_what_is_kept(ours: Engine, ids: list[str]) -> None:
    running, _, alice = list_calls(ours, Wanted())
    assert (alice.id, alice.caller, alice.person) == (ids[0], "*******8000", "**************123X")
    assert (alice.steps, alice.outcome) == (2, Outcome.SELF_SERVICE)
    assert (running.ended_at, running.person, running.outcome, running.steps) == (None, None, None, 0)
    assert running.started_at.utcoffset() == timedelta(0)


def test_narrowed_by_outcome_and_time(ours: Engine, ids: list[str]) -> None:
    assert found(ours, Wanted(outcome=Outcome.GAVE_UP)) == [ids[1]]
    middle = list_calls(ours, Wanted())[1].started_at
    assert found(ours, Wanted(since=middle)) == [ids[2], ids[1]]


@pytest.mark.parametrize(
    ("tail", "expected"), [("8000", [0]), ("123X", [0]), ("5678", [2, 1]), ("9999", []), ("%", [])]
)
def test_by_the_last_four(ours: Engine, ids: list[str], tail: str, expected: list[int]) -> None:
    assert found(ours, Wanted(tail=tail)) == [ids[n] for n in expected]


def test_by_a_whole_number(ours: Engine, ids: list[str], names: Pseudonymiser) -> None:
    assert found(ours, Wanted(hmac=names.of(ALICE))) == [ids[0]]
    assert found(ours, Wanted(hmac=names.of(ALICES_ID))) == [ids[0]]
    assert found(ours, Wanted(hmac=names.of(BOB))) == [ids[2], ids[1]]
    assert found(ours, Wanted(hmac=names.of(SecretStr("13900139000")))) == []


def test_one_call_with_its_steps(ours: Engine, ids: list[str]) -> None:
    call, steps = show_call(ours, ids[0][:10])
    assert call.id == ids[0]
    assert [(step.n, step.node, step.input, step.outcome, step.milliseconds) for step in steps] == [
        (1, "main", Input.KEY, "match", 900),
        (2, "balance", Input.RESULT, "found", 30),
    ]


def test_an_id_that_means_no_call(ours: Engine) -> None:
    with pytest.raises(NoSuchCall, match=r"^no call has an id that begins so"):
        show_call(ours, "nothing")


def test_an_id_that_means_two_calls(ours: Engine, names: Pseudonymiser) -> None:
    recorder = Recorder(ours, names, "one")
    for _ in range(17):  # of seventeen ids in hexadecimal two begin alike
        recorder.begin(ALICE, "v1")
    recorder.close()
    firsts = [call.id[0] for call in list_calls(ours, Wanted())]
    twice = next(first for first in firsts if firsts.count(first) > 1)
    with pytest.raises(NoSuchCall, match=r"^more than one call has an id that begins so"):
        show_call(ours, twice)
