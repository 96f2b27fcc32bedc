"""What carries calls, as pages show it."""

from ivr.console.health.parts import Part, parts_of


def test_processes_are_counted_and_one_that_is_down_makes_all_of_them_a_fault() -> None:
    states = {"database": True, "asterisk": False, "worker 1": True, "worker 2": False}
    asterisk, database, workers = parts_of(states)
    assert (asterisk.up, database.up) == (False, True)
    assert workers == Part("应答进程", up=False, count="1 / 2")
