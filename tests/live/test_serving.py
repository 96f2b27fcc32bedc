"""`ivr serve`: the application's processes and the recogniser for an Asterisk that somebody else runs."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ivr.settings import PROJECT, load
from ivr.speech.recogniser.status import ask_status
from tests.live.conftest import free_ports
from tests.live.speaking import wait_until_ready

pytestmark = pytest.mark.live


def test_the_recogniser_is_started_and_ended_with_the_application(tmp_path: Path) -> None:
    ports = free_ports()
    environment = {
        **ports,
        "IVR_HOME": str(tmp_path),
        "IVR_SOFTWARE": str(load().software_dir),
        "IVR_RECOGNISER": "whisper",
        "IVR_RECOGNISER_PROCESSES": "1",
    }
    serving = subprocess.Popen([sys.executable, "-m", "ivr", "serve"], env=os.environ | environment, cwd=PROJECT)
    port = int(ports["IVR_RECOGNISER_PORT"])
    try:
        wait_until_ready(port)
    finally:
        serving.send_signal(signal.SIGTERM)
        assert serving.wait(20) == 0
    with pytest.raises(OSError, match="refused"):
        ask_status(port)
