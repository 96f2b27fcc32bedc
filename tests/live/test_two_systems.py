"""Two systems on one machine: each with a directory and ports of its own, and nothing in common."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ivr.records.reading import CallSeen
from tests.live.calling import beginning, call, call_many, new_number, plan
from tests.live.conftest import System, start_system

pytestmark = pytest.mark.live


@pytest.fixture
def another(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    running = start_system(tmp_path_factory.mktemp("another"))
    yield running
    if running.process.poll() is None:
        running.stop()


def test_each_answers_its_own_callers_also_when_the_other_is_stopped(
    system: System, another: System, tmp_path: Path
) -> None:
    assert system.settings.rtp_ports[1] < another.settings.rtp_ports[0]
    from_here, from_there = new_number(), new_number()
    here = plan(system, "1", tmp_path / "here.wav", caller_number=from_here, listen_seconds=4)
    there = plan(another, "1 1", tmp_path / "there.wav", caller_number=from_there, listen_seconds=4)
    before = len(system.calls(1000))
    heard_here, heard_there = call_many([here, there], start_rate=50)
    assert beginning(system, "M10") in heard_here.sound_after_last_key()
    assert beginning(system, "M11") in heard_there.sound_after_last_key()
    after = system.calls(1000)
    assert _tails(after[: len(after) - before]) == [from_here[-4:]]
    assert _tails(another.calls(1000)) == [from_there[-4:]]

    assert another.stop() == 0
    alone = call(system, "1", tmp_path / "alone.wav", listen_seconds=4)
    assert beginning(system, "M10") in alone.sound_after_last_key()


def _tails(calls: list[CallSeen]) -> list[str]:
    return [one.caller[-4:] for one in calls]
