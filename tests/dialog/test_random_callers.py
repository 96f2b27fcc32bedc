"""Thousands of callers who do anything, in the shipped tree and in trees that nobody wrote. A fault is told with its seed."""

from collections.abc import Iterator
from itertools import islice
from random import Random

import pytest

from ivr.dialog.state import from_json
from tests.dialog.random_caller import RandomCaller, Seen
from tests.dialog.random_house import House, shipped
from tests.dialog.random_rules import faults
from tests.dialog.random_way_out import finds_nobody
from tests.menus.generated_trees import good_trees
from tests.menus.trees import SHAPES

HALVES = 2
"""So that two processes share the calls of the shipped tree: `-n 2 --random-calls 10000`."""
PARTS, CALLS_A_TREE = 4, 2
A_TREE = 4
"""Of so many calls of the shipped tree one tree that nobody wrote is tried."""
MOST_TURNS = 60
"""Turns at random; an ID number alone takes eighteen."""
MOST_PATIENCE = 250
"""Turns of a caller who says nothing, or presses only wrong keys, in lists of twelve rows and all the menus behind them."""
CUT_OFF = 0.05
OFTEN_ENOUGH = 8
"""Beside every so manieth turn the way to a person is tried."""


def calls(house: House, seeds: range, name: str = "") -> Iterator[tuple[str, Seen]]:
    """Every turn of every call; who calls next may be somebody who was cut off in the middle of an earlier one."""
    cut_off, random = None, Random(name)  # noqa: S311
    for seed in (f"{name}{number}" for number in seeds):
        turns = Random(seed).randint(5, MOST_TURNS)  # noqa: S311
        caller = RandomCaller(house, seed, cut_off)
        try:
            for seen in caller.call(turns, MOST_PATIENCE):
                yield seed, seen
                if random.random() < CUT_OFF:
                    cut_off = from_json(seen.kept)
        except Exception as fault:
            raise AssertionError(f"call {seed}: {type(fault).__name__} {fault}") from fault


def wrong(house: House, turns: Iterator[tuple[str, Seen]]) -> list[str]:
    found = []
    for number, (seed, seen) in enumerate(turns):
        found += [f"call {seed}, node {seen.turn.state.node}: {fault}" for fault in faults(house, seen)]
        if number % OFTEN_ENOUGH == 0 and (where := finds_nobody(house, seen)):
            found.append(f"call {seed}, node {seen.turn.state.node}: no person, but {where}")
    return found


@pytest.mark.parametrize("half", range(HALVES))
def test_callers_of_the_shipped_tree(half: int, pytestconfig: pytest.Config) -> None:
    numbers = range(half, pytestconfig.getoption("random_calls"), HALVES)
    assert wrong(shipped(), calls(shipped(), numbers)) == []


@pytest.mark.parametrize("part", range(PARTS))
def test_callers_of_trees_that_nobody_wrote(part: int, pytestconfig: pytest.Config) -> None:
    trees = pytestconfig.getoption("random_calls") // A_TREE
    for seed, service in islice(good_trees(part, PARTS), trees // PARTS):
        house = House(service, SHAPES)
        assert wrong(house, calls(house, range(CALLS_A_TREE), f"{seed}-")) == []


def test_the_same_seed_is_the_same_call() -> None:
    once, again = ([seen.kept for _, seen in calls(shipped(), range(5))] for _ in range(2))
    assert once == again
