"""One real system for the live tests of a process: `ivr run` in a directory of its own, on free ports, with demo people."""

import itertools
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine

from ivr.database import open_ours
from ivr.phone.asterisk import port_is_free
from ivr.phone.configuration import passwords
from ivr.phone.manager import Manager
from ivr.records.reading import CallSeen, list_calls, show_call
from ivr.records.wanted import Wanted
from ivr.secret import Pseudonymiser
from ivr.settings import DIALPLAN, PROJECT, Settings, load
from tests.live.browser import admin, browser, page  # noqa: F401  # fixtures
from tests.live.ears import Ears
from tests.waiting import listens, wait_until

READY_SECONDS = 60.0
READY_ENDS = "  停止"
"""How the last line of the READY block begins."""
LOGGED_SECONDS = 15.0
"""From a call's end until the call log must have it."""
_PLACE = os.getppid() + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
RTP_PORTS = 500
"""Enough for two hundred calls."""
_RTP_RANGES = itertools.count(10000 + 4000 * (_PLACE % 5), RTP_PORTS)
"""Below the ports that the kernel hands out by itself; each system has a range of its own, also beside other workers'."""


@dataclass(eq=False)
class System:
    """A running `ivr run` and what it printed."""

    home: Path
    environment: dict[str, str]
    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)

    @cached_property
    def settings(self) -> Settings:
        names = {name.removeprefix("IVR_").lower(): value for name, value in self.environment.items()}
        return load(**names)

    def ivr(self, *arguments: str, check: bool = True) -> str:
        """Runs a command of `ivr` beside it and returns what it printed."""
        command = [sys.executable, "-m", "ivr", *arguments]
        done = subprocess.run(
            command, env=os.environ | self.environment, capture_output=True, text=True, check=False, cwd=PROJECT
        )
        assert not check or done.returncode == 0, done.stderr
        return done.stdout

    @cached_property
    def ours(self) -> Engine:
        return open_ours(self.settings)

    def calls(self, limit: int) -> list[CallSeen]:
        """The call log when all its calls are over, the newest call first."""
        return self._over(Wanted(limit=limit), least=0)

    def last_call(self) -> CallSeen:
        return self._over(Wanted(limit=1), least=1)[0]

    def call_from(self, caller: str) -> CallSeen:
        """The newest call from that number, when it is over."""
        return self._over(self._newest(caller), least=1)[0]

    def so_far(self, caller: str) -> list[tuple[str, str]]:
        """The steps of the newest call from that number, also while it runs; none before it is answered."""
        found = list_calls(self.ours, self._newest(caller)).calls
        return self.steps_of(found[0].id) if found else []

    def _newest(self, caller: str) -> Wanted:
        return Wanted(limit=1, hmac=Pseudonymiser(self.home).of(SecretStr(caller)))

    def _over(self, wanted: Wanted, least: int) -> list[CallSeen]:
        found: list[CallSeen] = []

        def are_over() -> bool:
            found[:] = list_calls(self.ours, wanted).calls
            return len(found) >= least and all(one.outcome for one in found)

        wait_until(are_over, LOGGED_SECONDS)
        return found

    def steps_of(self, call_id: str) -> list[tuple[str, str]]:
        """Node and outcome of each step."""
        return [(step.node, step.outcome) for step in show_call(self.ours, call_id).steps]

    def steps_from(self, caller: str) -> list[tuple[str, str]]:
        return self.steps_of(self.call_from(caller).id)

    def kill(self, command: str, by: signal.Signals = signal.SIGKILL) -> None:
        """The first process of the system whose command line holds this."""
        mine = ["pgrep", "-P", str(self.process.pid), "-f", command]
        found = subprocess.run(mine, capture_output=True, text=True, check=True).stdout.split()
        os.kill(int(found[0]), by)

    def wait_for_application(self) -> None:
        """Until it listens again after it was killed."""
        wait_until(lambda: listens(("127.0.0.1", self.settings.agi_port)), READY_SECONDS)

    def stop(self) -> int:
        self.ours.dispose()
        self.process.send_signal(signal.SIGINT)
        status = self.process.wait(20)
        assert self.process.stdout
        self.process.stdout.close()
        return status


def start_system(home: Path, **settings: str) -> System:
    """Starts a system and waits for its READY block."""
    ports = free_ports()
    environment = {"IVR_HOME": str(home), "IVR_DIALPLAN": str(always_open(home)), **ports, **settings}
    environment["IVR_SOFTWARE"] = str(load().software_dir)
    process = subprocess.Popen(
        [sys.executable, "-m", "ivr", "run"],
        env=os.environ | environment,
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    system = System(home, environment, process)
    ready = threading.Event()
    threading.Thread(target=_read, args=(system, ready), daemon=True).start()
    if not ready.wait(READY_SECONDS):
        process.kill()
        raise AssertionError("no READY block:\n" + "".join(system.lines))
    return system


def always_open(home: Path) -> Path:
    """The shipped dialplan with an office that is open at whatever hour the tests run."""
    dialplan = home / "dialplan"
    shutil.copytree(DIALPLAN, dialplan)
    office = dialplan / "office.yaml"
    hours = "hours: {workdays: [00:00-24:00], saturday: [00:00-24:00], sunday: [00:00-24:00]}\n"
    every_day = "days: {2026-01-01..2099-12-31: [00:00-24:00]}\n"
    kept = office.read_text(encoding="utf-8").partition("# --- When people answer")[0]
    office.write_text(kept + hours + every_day, encoding="utf-8")
    return dialplan


def _read(system: System, ready: threading.Event) -> None:
    assert system.process.stdout
    for line in system.process.stdout:
        system.lines.append(line)
        if line.startswith(READY_ENDS):
            ready.set()
    ready.set()


def free_ports() -> dict[str, str]:
    sip, ami = _free_port(socket.SOCK_DGRAM), _free_port(socket.SOCK_STREAM)
    agi = next(port for port in iter(lambda: _free_port(socket.SOCK_STREAM), 0) if _is_free(port + 1))
    first = next(_RTP_RANGES)
    return {
        "IVR_SIP_PORT": str(sip),
        "IVR_AGI_PORT": str(agi),
        "IVR_WORKERS": "2",
        "IVR_AMI_PORT": str(ami),
        "IVR_CONSOLE_PORT": str(_free_port(socket.SOCK_STREAM)),
        "IVR_WEBSOCKET_PORT": str(_free_port(socket.SOCK_STREAM)),
        "IVR_RECOGNISER_PORT": str(_free_port(socket.SOCK_STREAM)),
        "IVR_RECOGNISER": "none",
        "IVR_RTP_PORTS": f"{first}-{first + RTP_PORTS - 1}",
    }


def _free_port(kind: socket.SocketKind) -> int:
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_free(port: int) -> bool:
    return port_is_free(socket.SOCK_STREAM, "127.0.0.1", port)


@pytest.fixture(scope="session")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """The system that the live tests of this process share. Nothing of it may be left running afterwards."""
    running = start_system(tmp_path_factory.mktemp("home"))
    yield running
    assert running.stop() == 0
    left = subprocess.run(["pgrep", "-f", str(running.home)], capture_output=True, text=True, check=False).stdout
    assert left == "", "processes are left running"


@pytest.fixture
def manager(system: System) -> Iterator[Manager]:
    started = Manager(system.settings.ami_port, passwords(system.settings).manager, lambda: None)
    started.start()
    yield started
    started.stop()


@pytest.fixture(scope="session")
def ears() -> Ears:
    return Ears(load().software_dir / "whisper")
