"""Random callers, listened to, through the whole service for a while: no key lost, no dead air, one outcome each, no leak."""

import pytest

from tests.live.measuring import measured

pytestmark = pytest.mark.live

CALLERS, MINUTES = "20", "0.5"
"""So few that a machine which does something else besides measures all the same; calls go on for a minute after that."""
LISTENING = 0.02
"""Of a core, for a call in which nobody speaks: twice what is promised of a machine that does nothing else."""


def test_random_callers_find_every_promise_kept(tmp_path_factory: pytest.TempPathFactory) -> None:
    wanted = ("--callers", CALLERS, "--minutes", MINUTES, "--recogniser", "whisper")
    report = measured(tmp_path_factory.mktemp("soak"), "soak", *wanted)
    assert report["broken"] == []
    assert 0 < report["listening"] < LISTENING
    assert report["calls"] >= int(CALLERS)
    assert report["keys"] > 10 * int(CALLERS)
