"""Runs `ivr bench` as whoever operates the system would."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from ivr.settings import PROJECT


def measured(temporary: Path, *arguments: str) -> Any:
    """Its report. It must end well and leave nothing of its system in `temporary`."""
    command = [sys.executable, "-m", "ivr", "bench", *arguments, "--json"]
    environment = os.environ | {"TMPDIR": str(temporary)}
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert [left.name for left in temporary.iterdir()] == []
    return json.loads(done.stdout)
