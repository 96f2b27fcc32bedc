"""Each scenario, for many people of the demo, reaches what it says; in whatever manner it is gone about."""

import pytest

from ivr.bench.soak import manner
from ivr.bench.soak.script import Script
from ivr.records.models import Outcome
from tests.bench.soak.virtual_caller import called, dice, people, replay, scenarios, scripts

KINDS = tuple(scenarios().kinds)
SEVERAL = 6


def assert_kept(script: Script) -> None:
    replayed = replay().of(called(script))
    assert script.reaches in replayed.steps, (script.name, script.line, replayed.steps)
    assert replayed.outcome is script.ends, (script.name, script.line, replayed.steps)


@pytest.mark.parametrize("kind", KINDS)
def test_a_scenario_reaches_what_it_says(kind: str) -> None:
    found = list(scripts(kind))[:SEVERAL]
    assert found, "it must fit somebody"
    for script in found:
        assert_kept(script)


@pytest.mark.parametrize("node", scenarios().queries)
def test_every_look_up_is_among_them_with_an_answer(node: str) -> None:
    query = scenarios().queries[node].query
    somebody = next(person for person in people() if person.facts[query])
    script = scenarios().query(node, somebody, dice(1))
    assert_kept(Script(**{**vars(script), "person": somebody}))
    assert script.reaches[1] != "nothing"


@pytest.mark.parametrize("go", [manner.ahead, manner.listening, manner.astray], ids=lambda go: go.__name__)
def test_the_manner_changes_nothing_of_where_a_caller_comes(go: manner.Manner) -> None:
    for kind in KINDS:
        for script in list(scripts(kind))[:2]:
            assert_kept(go(script, dice(kind)))


def test_who_hangs_up_in_the_middle_has_one_outcome_and_that_step_is_the_last() -> None:
    for number, kind in enumerate(KINDS):
        script = manner.hanging_up(next(scripts(kind)), dice(number))
        replayed = replay().of(called(script))
        if script.cut:
            assert replayed.outcome in {Outcome.HUNG_UP, Outcome.SELF_SERVICE, Outcome.GOODBYE, Outcome.GAVE_UP}
            assert replayed.steps[-1][1] in {"hang_up", "goodbye"}


def test_nobody_s_wrong_pin_is_left_standing() -> None:
    assert all(not manner.hanging_up(script, dice(1)).cut for script in scripts("wrong PIN once") if script.steady)
