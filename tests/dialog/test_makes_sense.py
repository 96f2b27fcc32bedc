"""Whether what was heard over a prompt can have been an answer, or was a noise."""

from dataclasses import replace

import pytest
from pydantic import SecretStr

from ivr.dialog.conversation import Conversation
from ivr.dialog.state import State
from ivr.spoken.question import Alternative
from tests.dialog.virtual_call import service


def _makes_sense(state: State, *heard: tuple[str, float]) -> bool:
    read = service()
    alternatives = tuple(Alternative(SecretStr(text), score) for text, score in heard)
    return Conversation(read.tree, read.wording, read.office).makes_sense(state, alternatives)


MENU, NUMBER = State("M00", 0.0, 0.0), State("A10", 0.0, 0.0)


@pytest.mark.parametrize(
    ("heard", "expected"),
    [
        ([("社保卡", -0.1), ("养老金", -5.0)], True),
        ([("社保卡", -0.1), ("养老金", -1.5)], True),
        ([("", -0.1), ("社保卡", -4.0)], False),
        ([], False),
    ],
)
def test_a_choice_does_also_when_it_is_asked_back(heard: list[tuple[str, float]], expected: bool) -> None:
    assert _makes_sense(MENU, *heard) is expected


def test_yes_and_no_do_where_somebody_was_asked_back() -> None:
    assert not _makes_sense(MENU, ("是", -0.1))
    assert _makes_sense(replace(MENU, in_doubt="press 4"), ("是", -0.1))


@pytest.mark.parametrize(("text", "expected"), [("110105", True), ("转人工", True), ("", False)])
def test_where_a_number_is_asked_for_anything_does_that_was_read(text: str, expected: bool) -> None:
    assert _makes_sense(NUMBER, (text, -0.1)) is expected
