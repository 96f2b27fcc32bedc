"""Starts and stops our own Asterisk."""

import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from ivr.mendable import Mendable
from ivr.phone.configuration import write_configuration
from ivr.phone.installation import Installation
from ivr.settings import Settings

START_SECONDS = 20.0
STOP_SECONDS = 5.0
IN_REAL_TIME = "-p"
"""Before all else on the machine: keys whose packets Asterisk finds late and together can't be told apart. Without the right to
it Asterisk runs as others do."""
LONGEST_SOCKET_PATH = 107
"""sockaddr_un holds 108 bytes with its closing zero."""


class AsteriskDidNotStart(Mendable):
    """Asterisk ended or did not answer; the message names its log."""


@dataclass(frozen=True)
class Asterisk:
    """A running Asterisk."""

    settings: Settings
    installation: Installation
    process: subprocess.Popen[bytes]

    def command(self, line: str) -> str:
        """What the console command prints."""
        call = [*self.installation.command, "-C", str(_conf(self.settings)), "-rx", line]
        return subprocess.run(call, capture_output=True, text=True, check=False, timeout=10, errors="replace").stdout

    def stop(self) -> None:
        stop_process(self.process)


def stop_process(process: subprocess.Popen[bytes]) -> None:
    """Ends it and waits; kills it when it takes too long."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def check_home(settings: Settings) -> None:
    """Raises AsteriskDidNotStart when the path of the socket by which Asterisk is spoken to would be too long."""
    path = settings.run_dir / "asterisk.ctl"
    if len(bytes(path)) > LONGEST_SOCKET_PATH:
        raise AsteriskDidNotStart(f"{path} is too long for a socket: choose a shorter IVR_HOME")


def start_asterisk(settings: Settings, installation: Installation, sounds_dir: Path) -> Asterisk:
    """Writes its configuration, starts it and waits until it takes calls. Raises AsteriskDidNotStart."""
    check_home(settings)
    for directory in (settings.run_dir / "lib", settings.run_dir / "spool", settings.log_dir):
        directory.mkdir(parents=True, exist_ok=True)
    conf = write_configuration(settings, installation, sounds_dir)
    output = (settings.log_dir / "asterisk.out").open("wb")
    process = subprocess.Popen(
        [*dies_with_us(), *installation.command, "-C", str(conf), "-f", IN_REAL_TIME],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        process_group=0,  # Ctrl-C is for us; in a session of its own its niceness would count for nothing
    )
    output.close()
    asterisk = Asterisk(settings, installation, process)
    try:
        _wait(asterisk)
    except BaseException:
        asterisk.stop()
        raise
    return asterisk


def _wait(asterisk: Asterisk) -> None:
    log = asterisk.settings.log_dir / "messages.log"
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if asterisk.process.poll() is not None:
            raise AsteriskDidNotStart(f"Asterisk ended with status {asterisk.process.returncode}; see {log}")
        if "fully booted" in asterisk.command("core waitfullybooted"):
            return
        time.sleep(0.1)
    raise AsteriskDidNotStart(f"Asterisk was not ready after {START_SECONDS:.0f} s; see {log}")


def _conf(settings: Settings) -> Path:
    return settings.run_dir / "etc" / "asterisk.conf"


def dies_with_us() -> list[str]:
    """Should we be killed without a chance to stop it, the kernel does (util-linux's setpriv)."""
    return ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []


def address_is_ours(address: str) -> bool:
    return port_is_free(socket.SOCK_DGRAM, address, 0)


def port_is_free(kind: socket.SocketKind, address: str, port: int) -> bool:
    """Whether a server of ours could listen there now."""
    with socket.socket(socket.AF_INET, kind) as probe:
        if kind is socket.SOCK_STREAM:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return False
    return True
