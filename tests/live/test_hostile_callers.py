"""Callers' numbers and names that were made to break things: each is one call with one outcome."""

from typing import Any

import pytest

from tests.live.calling import Call, call_many, plan
from tests.live.conftest import System

pytestmark = pytest.mark.live

HOSTILE: dict[str, dict[str, Any]] = {
    "quote and HANGUP": {"caller_name": b'"\\"\\nHANGUP"'},
    "escaped line break": {"caller_number": "%22%0AHANGUP"},
    "long name": {"caller_name": "A" * 1000},
    "long number": {"caller_number": "9" * 1000},
    "GBK name": {"caller_name": b'"' + "王某某".encode("gbk") + b'"'},
    "dialplan function": {"caller_name": "${SHELL(kill -9 $PPID)}"},
}


@pytest.fixture(scope="module")
def calls_before(system: System) -> int:
    return len(system.calls(100_000))


@pytest.fixture(scope="module")
def calls(calls_before: int, system: System, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Call]:
    folder = tmp_path_factory.mktemp("hostile")
    plans = [plan(system, "1 1", folder / f"{name}.wav", listen_seconds=2, **who) for name, who in HOSTILE.items()]
    return dict(zip(HOSTILE, call_many(plans, start_rate=2), strict=True))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_caller_id_is_answered_as_any_other(calls: dict[str, Call], name: str) -> None:
    assert len(calls[name].report.pressed) == 2
    assert calls[name].report.ended_by == "caller"


def test_each_is_one_call_in_the_log(calls_before: int, calls: dict[str, Call], system: System) -> None:
    logged = system.calls(100_000)
    assert len(logged) == calls_before + len(calls)
    for one in logged[: len(calls)]:
        assert one.outcome == "hung_up"
        assert [node for node, _ in system.steps_of(one.id)] == ["M00", "M10", "M11"]
