"""Callers' numbers and names that were made to break things: each is one call with one outcome."""

from pathlib import Path
from typing import Any

import pytest

from tests.live.calling import call
from tests.live.conftest import System

pytestmark = pytest.mark.live


@pytest.mark.parametrize(
    "who",
    [
        {"caller_name": b'"\\"\\nHANGUP"'},
        {"caller_number": "%22%0AHANGUP"},
        {"caller_name": "A" * 1000},
        {"caller_number": "9" * 1000},
        {"caller_name": b'"' + "王某某".encode("gbk") + b'"'},
        {"caller_name": "${SHELL(kill -9 $PPID)}"},
    ],
    ids=["quote and HANGUP", "escaped line break", "long name", "long number", "GBK name", "dialplan function"],
)
def test_a_hostile_caller_id_is_just_another_call(system: System, tmp_path: Path, who: dict[str, Any]) -> None:
    before = len(system.calls(100_000))
    hostile = call(system, "1 1", tmp_path / "a.wav", listen_seconds=2, **who)
    assert len(hostile.report.pressed) == 2
    assert hostile.report.ended_by == "caller"
    calls = system.calls(100_000)
    assert len(calls) == before + 1
    assert calls[0]["outcome"] == "hung_up"
    assert [step[0] for step in system.last_steps()] == ["M00", "M10", "M11"]
