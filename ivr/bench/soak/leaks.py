"""What a soak may not leave behind: channels, sockets, files with what one person heard, processes."""

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ivr.bench.system import System
from ivr.speech.prompter import MEMORY

SETTLE_SECONDS = 2.0
"""The last calls' threads end, and what they wrote is on disk."""


class Watch:
    """Begins before the first call."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._sockets = self._open_sockets()
        self._left: list[str] = []

    def after_calls(self) -> None:
        """All callers have hung up, the system still runs."""
        time.sleep(SETTLE_SECONDS)
        self._left += self._still_there()

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
        more = self._open_sockets() - self._sockets
        if more > 0:
            yield f"{more} sockets are left in the application's processes"

    def _folders(self) -> list[Path]:
        return [folder for pid in self._system.application_pids for folder in MEMORY.glob(f"ivr-{pid}-*")]

    def _open_sockets(self) -> int:
        return sum(_sockets(pid) for pid in self._system.application_pids)


def _sockets(pid: int) -> int:
    count = 0
    for link in Path("/proc", str(pid), "fd").iterdir():
        with suppress(OSError):  # closed meanwhile
            count += str(link.readlink()).startswith("socket:")
    return count


def _processes_of(system: System) -> Iterator[str]:
    home = str(system.settings.home).encode()
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # ended meanwhile
            if home in process.read_bytes():
                yield process.parent.name
