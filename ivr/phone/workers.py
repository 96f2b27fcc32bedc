"""The application's processes: each answers calls on a port of its own and is started again when it ends by itself."""

import signal
import socket
import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path

import structlog

from ivr.mendable import Mendable
from ivr.phone.asterisk import stop_process
from ivr.phone.background import run_beside
from ivr.settings import Settings

log = structlog.get_logger()

SERVE_SECONDS = 60.0
"""How long a process may take to listen, on a machine that starts everything at once."""
RESTART_SECONDS = 0.5
"""So that a process that dies at once is not started in a tight loop."""
LOOPBACK = "127.0.0.1"


class CannotStart(Mendable):
    """The system can't be started as it is set; the message says what to change."""


def agi_ports(settings: Settings) -> range:
    """The ports of the processes; the dialplan knows them."""
    return range(settings.agi_port, settings.agi_port + settings.workers)


class Workers:
    """As many processes as IVR_WORKERS says."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        """Returns when all of them listen. Raises CannotStart; then `stop` ends those that came up."""
        self._processes = [self._serve(number) for number in range(self._settings.workers)]
        for process, port in zip(self._processes, agi_ports(self._settings), strict=True):
            self._wait(process, port)

    def look(self, stopping: threading.Event) -> None:
        """Starts again what has ended."""
        for number, process in enumerate(self._processes):
            if process.poll() is not None:
                log.error("application_died", worker=number, status=process.returncode)
                self._processes[number] = self._serve(number)
                stopping.wait(RESTART_SECONDS)

    def stop(self) -> None:
        for process in self._processes:
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGTERM)
        for process in self._processes:
            stop_process(process)

    @property
    def _output(self) -> Path:
        return self._settings.log_dir / "serve.out"

    def _serve(self, number: int) -> subprocess.Popen[bytes]:
        workers = {"IVR_WORKERS": str(self._settings.workers)}
        return run_beside(self._output, "serve", "--worker", str(number), more=workers)

    def _wait(self, process: subprocess.Popen[bytes], port: int) -> None:
        deadline = time.monotonic() + SERVE_SECONDS
        while time.monotonic() < deadline:
            if process.poll() is not None:
                raise CannotStart(f"the application ended with status {process.returncode}; see {self._output}")
            with suppress(OSError), socket.create_connection((LOOPBACK, port), timeout=1):
                return
            time.sleep(0.05)
        raise CannotStart(f"the application did not listen after {SERVE_SECONDS:.0f} s; see {self._output}")
