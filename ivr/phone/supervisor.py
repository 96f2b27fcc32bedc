"""Starts Asterisk and the application, keeps both running, and stops both."""

import fcntl
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import structlog

from ivr.phone.asterisk import (
    Asterisk,
    address_is_ours,
    check_home,
    dies_with_us,
    port_is_free,
    start_asterisk,
    stop_process,
)
from ivr.phone.installation import Installation
from ivr.settings import Settings

log = structlog.get_logger()

SERVE_SECONDS = 15.0
"""How long the application may take to listen."""
RESTART_SECONDS = 0.5
"""So that an application that dies at once is not started in a tight loop."""
LOOK_EVERY_SECONDS = 0.2
LOOPBACK = "127.0.0.1"


class CannotStart(Exception):
    """The system can't be started as it is set; the message says what to change."""


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


def check_ports(settings: Settings) -> None:
    """Raises CannotStart with the setting that must change."""
    if settings.agi_port == settings.ami_port:
        raise CannotStart(f"IVR_AGI_PORT and IVR_AMI_PORT are both {settings.agi_port}; set one of them to another")
    if not address_is_ours(settings.bind):
        raise CannotStart(f"IVR_BIND: this machine has no address {settings.bind}; `ip address` shows those it has")
    wanted = [
        ("IVR_SIP_PORT", socket.SOCK_DGRAM, settings.bind, settings.sip_port),
        ("IVR_AGI_PORT", socket.SOCK_STREAM, LOOPBACK, settings.agi_port),
        ("IVR_AMI_PORT", socket.SOCK_STREAM, LOOPBACK, settings.ami_port),
    ]
    for name, kind, address, port in wanted:
        if not port_is_free(kind, address, port):
            raise CannotStart(
                f"{name}: {address} port {port} is taken or can't be used here; set another, as {name}={port + 1}"
            )
    first, last = settings.rtp_ports
    if not any(port_is_free(socket.SOCK_DGRAM, settings.bind, port) for port in range(first, last + 1)):
        raise CannotStart(f"IVR_RTP_PORTS: all ports of {first}-{last} are taken; set others, as 10000-20000")


class Supervisor:
    """One running system: an Asterisk and an application, each started again when it ends by itself."""

    def __init__(self, settings: Settings, installation: Installation, sounds_dir: Path) -> None:
        self._settings = settings
        self._installation = installation
        self._sounds_dir = sounds_dir
        self._stopping = threading.Event()
        self._application: subprocess.Popen[bytes] | None = None
        self._asterisk: Asterisk | None = None

    def start(self) -> None:
        """Starts both; when the second does not come up the first is stopped. Raises CannotStart, AsteriskDidNotStart."""
        try:
            self._application = self._serve()
            self._wait_for_application(self._application)
            self._asterisk = start_asterisk(self._settings, self._installation, self._sounds_dir)
        except BaseException:
            self.stop()
            raise

    def watch(self) -> None:
        """Returns when the system is told to stop by Ctrl-C or SIGTERM."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: self._stopping.set())
        while not self._stopping.wait(LOOK_EVERY_SECONDS):
            self._look()

    def stop(self) -> None:
        """Asterisk first, so that no new call finds the application gone."""
        if self._asterisk is not None:
            self._asterisk.stop()
        if self._application is not None:
            stop_process(self._application)

    def _look(self) -> None:
        if self._application is not None and self._application.poll() is not None:
            log.error("application_died", status=self._application.returncode)
            self._application = self._serve()
            self._stopping.wait(RESTART_SECONDS)
        if self._asterisk is not None and self._asterisk.process.poll() is not None:
            log.error("asterisk_died", status=self._asterisk.process.returncode)
            self._asterisk = start_asterisk(self._settings, self._installation, self._sounds_dir)

    def _serve(self) -> subprocess.Popen[bytes]:
        self._settings.log_dir.mkdir(parents=True, exist_ok=True)
        with (self._settings.log_dir / "serve.out").open("ab") as output:
            return subprocess.Popen(
                [*dies_with_us(), sys.executable, "-m", "ivr", "serve"],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C is for us; we stop it in order
            )

    def _wait_for_application(self, process: subprocess.Popen[bytes]) -> None:
        log_file = self._settings.log_dir / "serve.out"
        deadline = time.monotonic() + SERVE_SECONDS
        while time.monotonic() < deadline:
            if process.poll() is not None:
                raise CannotStart(f"the application ended with status {process.returncode}; see {log_file}")
            with suppress(OSError), socket.create_connection((LOOPBACK, self._settings.agi_port), timeout=1):
                return
            time.sleep(0.05)
        raise CannotStart(f"the application did not listen after {SERVE_SECONDS:.0f} s; see {log_file}")
