"""Which Asterisk is used: the machine's own when it is new enough, otherwise one unpacked beside our data."""

import platform
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from ivr.mendable import Mendable

OLDEST = 20
NEEDED_MODULE = "res_speech_aeap.so"


class AsteriskMissing(Mendable):
    """There is no Asterisk to run; the message says how to get one."""


@dataclass(frozen=True)
class Installation:
    """An Asterisk that can be started."""

    command: tuple[str, ...]
    """The program and, for an unpacked one, the loader that finds its libraries."""
    module_dir: Path
    data_dir: Path
    """Asterisk does not start without the documentation that lies here."""

    def version(self) -> str:
        """For instance `22.10.1`. Raises AsteriskMissing when the program doesn't run."""
        try:
            printed = subprocess.run(
                [*self.command, "-V"], capture_output=True, text=True, check=True, timeout=10
            ).stdout
        except (OSError, subprocess.SubprocessError) as error:
            raise AsteriskMissing(
                f"{self.command[-1]} does not run ({error}); remove it and start script/run again"
            ) from None
        match = re.search(r"\d+(\.\d+)+", printed)
        return match.group() if match else "0"

    def serves(self) -> bool:
        """Whether it is new enough and has what we need."""
        return (self.module_dir / NEEDED_MODULE).exists() and int(self.version().split(".")[0]) >= OLDEST


def find_asterisk(software_dir: Path) -> Installation:
    """The machine's Asterisk if it is new enough, else the unpacked one. Raises AsteriskMissing."""
    for installation in (_of_the_machine(), _unpacked(software_dir / "asterisk")):
        if installation and installation.serves():
            return installation
    raise AsteriskMissing(f"no Asterisk >= {OLDEST} with {NEEDED_MODULE}: run script/run, which installs one")


def _of_the_machine() -> Installation | None:
    program = shutil.which("asterisk", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
    if program is None:
        return None
    libraries = [*Path("/usr/lib").glob("*-linux-gnu/asterisk/modules"), Path("/usr/lib/asterisk/modules")]
    return next(
        (Installation((program,), path, Path("/usr/share/asterisk")) for path in libraries if path.is_dir()), None
    )


def _unpacked(root: Path) -> Installation | None:
    libraries = root / "usr" / "lib" / f"{platform.machine()}-linux-gnu"
    loader = next(libraries.glob("ld-linux-*.so.*"), None)
    if loader is None:
        return None
    command = (str(loader), "--library-path", str(libraries), str(root / "usr/sbin/asterisk"))
    return Installation(command, libraries / "asterisk" / "modules", root / "usr/share/asterisk")
