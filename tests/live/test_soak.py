"""Random callers through the whole service for a while: no key lost, no dead air, each call with one outcome, nothing left."""

import json
import os
import subprocess
import sys

import pytest

from ivr.settings import PROJECT

pytestmark = pytest.mark.live

CALLERS, MINUTES = "20", "0.5"
"""So few that a machine which does something else besides measures all the same; calls go on for a minute after that."""


def test_random_callers_find_every_promise_kept(tmp_path_factory: pytest.TempPathFactory) -> None:
    temporary = tmp_path_factory.mktemp("soak")
    command = [sys.executable, "-m", "ivr", "bench", "soak", "--callers", CALLERS, "--minutes", MINUTES, "--json"]
    environment = os.environ | {"TMPDIR": str(temporary)}
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads(done.stdout)
    assert report["broken"] == []
    assert report["calls"] >= int(CALLERS)
    assert report["keys"] > 10 * int(CALLERS)
    assert [left.name for left in temporary.iterdir()] == []
