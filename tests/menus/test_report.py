"""What an answer costs: the keys of the shortest way, the login among them, and all that is heard on it."""

import pytest

from ivr.menus.report import Task, tasks
from ivr.menus.service import read_service
from tests.menus.trees import SMALL


def _of(node: str, seconds: float | None = None) -> Task:
    found = {task.node: task for task in tasks(read_service(SMALL, SMALL), lambda _: seconds)}
    return found[node]


@pytest.mark.parametrize(
    ("node", "keys"),
    [
        ("Q22", len("221")),
        ("Q31", len("3") + 12 + len("1")),
        ("Q11", len("11") + 18 + len("1") + 6),
        ("D21", len("21") + 18 + len("1") + 6 + len("1")),
        ("D54", len("41") + len("#")),
    ],
)
def test_keys_are_counted_with_the_login(node: str, keys: int) -> None:
    assert _of(node).keys == keys


def test_seconds_are_those_of_all_prompts_and_keys_on_the_way() -> None:
    task = _of("Q22", 4.0)
    assert task.way == ("S00", "S02", "M00", "M20", "M22", "Q22")
    assert (task.seconds, task.is_measured) == (3 * 4.0 + 3 * 0.5, True)


def test_what_is_not_rendered_is_estimated() -> None:
    assert not _of("Q22").is_measured
    assert 10 < _of("Q22").seconds < 30


def test_every_look_up_and_change_is_there() -> None:
    found = [task.node for task in tasks(read_service(SMALL, SMALL), lambda _: None)]
    assert found == ["Q11", "Q12", "C21", "D21", "Q22", "Q31", "D54"]
