"""A real process is killed while it records calls."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import Engine

from ivr.records.recorder import sweep
from ivr.settings import PROJECT
from tests.records.rows import calls, steps

pytestmark = pytest.mark.beside

CALLS = 5


def test_a_killed_process_loses_at_most_the_step_in_progress(file: Engine, tmp_path: Path) -> None:
    taken = killed_after(300, tmp_path)
    by_number = {int(call["tree_version"][1:]): call["id"] for call in calls(file)}
    stored = Counter(step["call_id"] for step in steps(file))
    assert sorted(by_number) == list(range(CALLS))
    for number, call_id in by_number.items():
        numbers = [step["n"] for step in steps(file) if step["call_id"] == call_id]
        assert numbers == list(range(1, stored[call_id] + 1))
        assert stored[call_id] >= taken[number] - 1

    assert sweep(file, "one") == CALLS
    assert {call["outcome"] for call in calls(file)} == {"interrupted"}


def killed_after(lines: int, home: Path) -> dict[int, int]:
    """Lets the process print so many lines, kills it, and gives the last step that each call took."""
    command = [sys.executable, "-m", "tests.records.stepping", str(home), str(CALLS)]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        printed = [process.stdout.readline() for _ in range(lines)]
        process.kill()
        printed += process.stdout.readlines()
    return {int(call): int(n) for call, n in (line.split() for line in printed)}
