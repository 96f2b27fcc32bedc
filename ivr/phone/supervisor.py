"""Starts Asterisk, the application's processes and those beside them, keeps all of them running, and stops them."""

import fcntl
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog

from ivr.phone.asterisk import Asterisk, check_home, start_asterisk
from ivr.phone.companion import Companions, console, recogniser
from ivr.phone.installation import Installation
from ivr.phone.workers import CannotStart, Workers
from ivr.settings import Settings

log = structlog.get_logger()

LOOK_EVERY_SECONDS = 0.2


@contextmanager
def the_only_one(settings: Settings) -> Iterator[None]:
    """Holds the data directory for this process. Raises CannotStart when another one has it, AsteriskDidNotStart when
    its path is too long."""
    check_home(settings)
    settings.run_dir.mkdir(parents=True, exist_ok=True)
    with (settings.run_dir / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CannotStart(
                f"a system is already running in {settings.home}: stop it, or set another IVR_HOME"
            ) from None
        yield


def stop_on_signals(stopping: threading.Event) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stopping.set())


class Supervisor:
    """One running system: Asterisk, the application's processes, recogniser and console, each started again when it ends."""

    def __init__(self, settings: Settings, installation: Installation, sounds_dir: Path) -> None:
        self._settings = settings
        self._installation = installation
        self._sounds_dir = sounds_dir
        self._stopping = threading.Event()
        self._workers = Workers(settings)
        self._companions = Companions([*recogniser(settings), console(settings)])
        self._asterisk: Asterisk | None = None

    def start(self) -> None:
        """Starts all; when one does not come up the others are stopped. Raises CannotStart, AsteriskDidNotStart."""
        try:
            self._companions.start()
            self._workers.start()
            self._asterisk = start_asterisk(self._settings, self._installation, self._sounds_dir)
        except BaseException:
            self.stop()
            raise

    def watch(self) -> None:
        """Returns when the system is told to stop by Ctrl-C or SIGTERM."""
        stop_on_signals(self._stopping)
        while not self._stopping.wait(LOOK_EVERY_SECONDS):
            self._workers.look(self._stopping)
            self._companions.look(self._stopping)
            if self._asterisk is not None and self._asterisk.process.poll() is not None:
                log.error("asterisk_died", status=self._asterisk.process.returncode)
                self._asterisk = start_asterisk(self._settings, self._installation, self._sounds_dir)

    def stop(self) -> None:
        """Asterisk first, so that no new call finds the application gone."""
        if self._asterisk is not None:
            self._asterisk.stop()
        self._workers.stop()
        self._companions.stop()
