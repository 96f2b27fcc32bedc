"""Random callers through the whole service for a while: no key lost, no dead air, each call with one outcome, nothing left."""

import pytest

from tests.live.measuring import measured

pytestmark = pytest.mark.live

CALLERS, MINUTES = "20", "0.5"
"""So few that a machine which does something else besides measures all the same; calls go on for a minute after that."""


def test_random_callers_find_every_promise_kept(tmp_path_factory: pytest.TempPathFactory) -> None:
    report = measured(tmp_path_factory.mktemp("soak"), "soak", "--callers", CALLERS, "--minutes", MINUTES)
    assert report["broken"] == []
    assert report["calls"] >= int(CALLERS)
    assert report["keys"] > 10 * int(CALLERS)
