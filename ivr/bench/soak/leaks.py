"""What a soak may not leave behind: channels, connections, files with what one person heard, processes."""

import time
from collections.abc import Container, Iterator
from contextlib import suppress
from pathlib import Path

from ivr.bench.system import System
from ivr.phone.workers import agi_ports
from ivr.speech.prompter import MEMORY

SETTLE_SECONDS = 10.0
"""In which the last calls' threads must end, and what they wrote must be on disk."""
_OPEN, _CLOSED_THERE = "01", "08"  # proc(5) and the kernel's tcp_states.h


class Watch:
    """Begins before the first call."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._left: list[str] = []

    def after_calls(self) -> None:
        """All callers have hung up, the system still runs."""
        patience = time.monotonic() + SETTLE_SECONDS
        while (left := list(self._still_there())) and time.monotonic() < patience:
            time.sleep(0.5)
        self._left += left

    def after_end(self) -> list[str]:
        """The system is stopped: everything that was left behind."""
        pids = (self._system.asterisk_pid, *self._system.application_pids)
        self._left += [f"process {pid} still runs" for pid in pids if Path("/proc", str(pid)).exists()]
        self._left += [f"a process of the system still runs: {name}" for name in _processes_of(self._system)]
        self._left += [f"{folder} is left" for folder in self._folders()]
        return self._left

    def _still_there(self) -> Iterator[str]:
        files = [file for folder in self._folders() for file in folder.iterdir()]
        if files:
            yield f"{len(files)} personal files are left in {MEMORY}"
        channels = self._system.console("core show channels count").partition(" active channel")[0].strip()
        if channels != "0":
            yield f"{channels} channels are left in Asterisk"
        if connections := _connections(agi_ports(self._system.settings)):
            yield f"{connections} calls' connections are left in the application's processes"

    def _folders(self) -> list[Path]:
        return [folder for pid in self._system.application_pids for folder in MEMORY.glob(f"ivr-{pid}-*")]


def _connections(ports: Container[int]) -> int:
    """Of this machine at these ports, but for those that listen there, or are closed and only remembered."""
    lines = [line.split() for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]]
    return sum(int(line[1].rpartition(":")[2], 16) in ports and line[3] in {_OPEN, _CLOSED_THERE} for line in lines)


def _processes_of(system: System) -> Iterator[str]:
    home = str(system.settings.home).encode()
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # ended meanwhile
            if home in process.read_bytes():
                yield process.parent.name
