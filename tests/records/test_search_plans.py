"""No search reads every call or every step: SQLite says how it would go about each."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, event

from ivr.records.models import Outcome
from ivr.records.reading import NoSuchCall, list_calls, show_call
from ivr.records.wanted import Place, Wanted

YESTERDAY, TODAY = datetime(2026, 11, 25, tzinfo=UTC), datetime(2026, 11, 26, tzinfo=UTC)


@contextmanager
def plans(engine: Engine) -> Iterator[list[str]]:
    """The steps of the plan of every statement that is carried out meanwhile."""
    found: list[str] = []

    def explain(connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.startswith("SELECT"):
            explained = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            found.extend(str(row.detail) for row in explained)

    event.listen(engine, "before_cursor_execute", explain)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", explain)


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(),
        Wanted(since=YESTERDAY, until=TODAY),
        Wanted(behind=Place(TODAY, "c0ffee")),
        Wanted(outcome=Outcome.FAILED),
        Wanted(tail="002X"),
        Wanted(hmac="0" * 64),
        Wanted(tree_version="7"),
        Wanted(tree_version="7", node="Q112"),
        Wanted(node="Q112"),
        Wanted(node="Q112", step="hang_up", since=YESTERDAY, until=TODAY),
    ],
    ids=str,
)
def test_a_search_goes_by_an_index(file: Engine, wanted: Wanted) -> None:
    with plans(file) as steps:
        list_calls(file, wanted)
    read = [step for step in steps if step.startswith(("SCAN", "SEARCH"))]
    assert read
    assert not [step for step in read if step in ("SCAN calls", "SCAN steps", "SCAN call_cases")]


def test_a_step_that_hardly_anybody_had_is_not_looked_for_among_all_in_the_node(file: Engine) -> None:
    with plans(file) as steps:
        list_calls(file, Wanted(node="Q112", step="slow"))
    assert [step for step in steps if "ix_steps_node_outcome_at (node=? AND outcome=?)" in step]
    assert "USE TEMP B-TREE FOR ORDER BY" not in steps


def test_a_call_is_found_by_the_beginning_of_its_id(file: Engine) -> None:
    with plans(file) as steps, suppress(NoSuchCall):
        show_call(file, "c0ffee")
    assert [step for step in steps if "(id>? AND id<?)" in step]


def test_few_calls_of_a_kind_are_not_looked_for_among_all_who_were_in_the_node(file: Engine) -> None:
    with plans(file) as steps:
        list_calls(file, Wanted(outcome=Outcome.FAILED, node="Q112"))
    assert not [step for step in steps if "ix_steps_node_at" in step]


@pytest.mark.parametrize("wanted", [Wanted(), Wanted(node="Q112"), Wanted(outcome=Outcome.FAILED)], ids=str)
def test_a_page_is_not_sorted_out_of_everything(file: Engine, wanted: Wanted) -> None:
    with plans(file) as steps:
        list_calls(file, wanted)
    assert "USE TEMP B-TREE FOR ORDER BY" not in steps
