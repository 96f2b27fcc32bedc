"""A process beside ours: it answers, and one that dies or hangs is replaced."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ivr.speech.process import Process
from tests.speech.greeter import work

pytestmark = pytest.mark.beside


@pytest.fixture
def process() -> Iterator[Process]:
    process = Process("greeter", work, "hello", first=20.0, others=1.0)
    yield process
    process.close()


def test_it_answers_one_question_after_the_other(process: Process) -> None:
    assert [process.ask("Wang"), process.ask("Li")] == ["hello Wang", "hello Li"]


@pytest.mark.parametrize("trouble", ["die", "hang"])
def test_one_that_dies_or_hangs_is_replaced_for_the_next_question(process: Process, trouble: str) -> None:
    number = process.ask("number")
    with pytest.raises((EOFError, OSError)):
        process.ask(trouble)
    assert not Path(f"/proc/{number}").exists()
    assert process.ask("Wang") == "hello Wang"


def test_closing_ends_it(process: Process) -> None:
    number = process.ask("number")
    process.close()
    assert not Path(f"/proc/{number}").exists()
