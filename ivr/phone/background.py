"""Our own command in a process beside this one: it writes to a file, and ends when we do."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from ivr.phone.asterisk import dies_with_us


def run_beside(output: Path, *arguments: str, more: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """`ivr ARGUMENTS`, with `more` in its environment. What it prints is added to the file."""
    output.parent.mkdir(parents=True, exist_ok=True)
    with output.open("ab") as file:
        return subprocess.Popen(
            [*dies_with_us(), sys.executable, "-m", "ivr", *arguments],
            env=os.environ | more,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            process_group=0,  # Ctrl-C is for us; in a session of its own its niceness would count for nothing
        )
