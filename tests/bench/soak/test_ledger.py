"""The call log held against the callers: what counts as lost, as a fault, and how the sums are made."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import create_engine

from ivr.bench.soak.heard import Made
from ivr.bench.soak.ledger import STALLED_SECONDS, Ledger, Logged, read_log
from ivr.bench.soak.listening import dead_air
from ivr.bench.soak.replay import Replayed
from ivr.database import migrate
from ivr.records.models import Input, Outcome
from ivr.records.recorder import Recorder
from ivr.secret import Pseudonymiser
from tests.bench.soak.virtual_caller import NUMBER, called, replay, scripts


@pytest.fixture(scope="module")
def call() -> Made:
    return called(next(script for script in scripts("query") if "PIN" in script.login))


@pytest.fixture
def pseudonymiser(tmp_path: Path) -> Pseudonymiser:
    return Pseudonymiser(tmp_path)


def logged(call: Made, without: int = -1) -> Logged:
    """What the log has of the call, perhaps without one of its keys."""
    keys = [key for number, key in enumerate(call.keys) if number != without]
    replayed: Replayed = replay().play(call, keys, call.seconds)
    return Logged(replayed.outcome, replayed.steps, whole=True)


def entered(call: Made, found: list[Logged], pseudonymiser: Pseudonymiser) -> Ledger:
    ledger = Ledger({pseudonymiser.of(SecretStr(NUMBER)): found}, pseudonymiser, replay())
    ledger.enter(call)
    return ledger


def test_a_call_that_is_as_its_keys_adds_up(call: Made, pseudonymiser: Pseudonymiser) -> None:
    sums = entered(call, [logged(call)], pseudonymiser).sums
    assert (sums.calls, sums.logged, sums.keys) == (1, 1, len(call.keys))
    assert (sums.lost, sums.faults, sums.funnel_fits) == ([], [], True)
    assert sum(sums.outcomes.values()) == 1


@pytest.mark.parametrize("place", [0, 3, 10, 22])
def test_a_key_that_the_log_does_not_know_is_lost_and_the_node_is_told(
    call: Made, pseudonymiser: Pseudonymiser, place: int
) -> None:
    sums = entered(call, [logged(call, without=place)], pseudonymiser).sums
    assert len(sums.lost) == 1
    assert re.search(r"key \d+ of 28, at [AM]\d+;", sums.lost[0])


def test_one_who_presses_while_something_else_happens_has_two_possible_calls(
    call: Made, pseudonymiser: Pseudonymiser
) -> None:
    later = replay().play(call, [(at + 0.4, key) for at, key in call.keys], call.seconds)
    sums = entered(call, [Logged(later.outcome, later.steps, whole=True)], pseudonymiser).sums
    assert (sums.lost, sums.faults) == ([], [])


def test_a_call_must_be_in_the_log_once_and_whole(call: Made, pseudonymiser: Pseudonymiser) -> None:
    good = logged(call)
    for found in ([], [good, good], [replace(good, outcome=None)], [replace(good, whole=False)]):
        assert len(entered(call, found, pseudonymiser).sums.faults) == 1


def test_other_steps_are_a_fault_that_tells_both(call: Made, pseudonymiser: Pseudonymiser) -> None:
    strange = Logged(Outcome.FAILED, (("M00", "match"), ("E01", "unspeakable")), whole=True)
    (fault,) = entered(call, [strange], pseudonymiser).sums.faults
    assert "E01:unspeakable" in fault
    assert "its keys give" in fault


def test_where_the_caller_s_own_clock_stood_still_the_steps_are_not_judged(
    call: Made, pseudonymiser: Pseudonymiser
) -> None:
    stalled = replace(call, lateness=STALLED_SECONDS + 0.1)
    sums = entered(stalled, [logged(call, without=5)], pseudonymiser).sums
    assert (sums.stalled, sums.lost, sums.faults) == (1, [], [])


def test_who_hangs_up_in_a_recording_has_a_step_more(pseudonymiser: Pseudonymiser) -> None:
    message = next(scripts("message"))
    call = called(replace(message, then=("~", "w1"), cut=True))
    steps = (*replay().of(call).steps[:-1], ("R52", "no_input"), ("R52", "hang_up"))
    sums = entered(call, [Logged(Outcome.HUNG_UP, steps, whole=True)], pseudonymiser).sums
    assert (sums.lost, sums.faults) == ([], [])


def test_the_log_is_read_by_the_callers_pseudonyms(tmp_path: Path, pseudonymiser: Pseudonymiser) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/ivr.db")
    migrate(engine)
    recorder = Recorder(engine, pseudonymiser, "here")
    record = recorder.begin(SecretStr(NUMBER), "1")
    record.step("M00", Input.NONE, "hang_up", 10)
    record.end(Outcome.HUNG_UP)
    recorder.close()
    wanted = {pseudonymiser.of(SecretStr(NUMBER)): [Logged(Outcome.HUNG_UP, (("M00", "hang_up"),), whole=True)]}
    assert read_log(engine) == wanted


def test_what_was_heard_as_it_should_be_has_no_dead_air(call: Made) -> None:
    assert dead_air(call, replay().of(call).said) < 0.1


def test_a_prompt_that_comes_late_or_stops_is_dead_air(call: Made) -> None:
    said = replay().of(call).said
    *others, (start, stop) = call.sounds
    assert dead_air(replace(call, sounds=(*others, (start + 2.5, stop))), said) == pytest.approx(2.5, abs=0.1)
    holed = (*others, (start, start + 1), (start + 4.5, stop))
    assert dead_air(replace(call, sounds=holed), said) == pytest.approx(3.5, abs=0.1)


def test_where_the_system_listens_silence_is_the_caller_s_own() -> None:
    silent = called(next(scripts("silent")))
    assert dead_air(silent, replay().of(silent).said) < 0.1


def test_a_goodbye_that_could_have_come_a_little_later_is_no_dead_air() -> None:
    silent = called(next(scripts("silent")))
    *before, goodbye = replay().of(silent).said
    assert dead_air(silent, (*before, replace(goodbye, at=silent.seconds + 2))) < 0.1
