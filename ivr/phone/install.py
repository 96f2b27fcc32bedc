"""Unpacks an Asterisk beside our data, for machines whose distribution has none that is new enough."""

import os
import shutil
import subprocess
from pathlib import Path

from ivr.mendable import Mendable

COMPONENTS = {"debian": "main", "ubuntu": "main,universe"}


class AsteriskNotInstalled(Mendable):
    """Asterisk could not be unpacked; the message says what to do."""


def install_asterisk(target: Path) -> None:
    """Unpacks Debian's (sid) or Ubuntu's own packages into `target`; about 290 MB, no root file is touched.

    Raises AsteriskNotInstalled.
    """
    if shutil.which("mmdebstrap") is None:
        raise AsteriskNotInstalled("mmdebstrap is missing: apt-get install mmdebstrap")
    distribution, suite = _suite()
    new = target.with_name(target.name + ".new")
    shutil.rmtree(new, ignore_errors=True)
    new.parent.mkdir(parents=True, exist_ok=True)
    command = [
        *_as_root(),
        "mmdebstrap",
        "--variant=extract",
        "--mode=root",
        '--aptopt=Acquire::Check-Valid-Until "false"',
        '--aptopt=APT::Install-Recommends "false"',
        f"--components={COMPONENTS[distribution]}",
        "--include=asterisk",
        suite,
        str(new),
        _mirror(distribution),
    ]
    if subprocess.run(command, check=False).returncode:
        raise AsteriskNotInstalled(
            f"mmdebstrap could not unpack asterisk of {suite}: see its lines above, then start again"
        )
    if _as_root():
        subprocess.run([*_as_root(), "chown", "-R", f"{os.getuid()}:{os.getgid()}", str(new)], check=True)
    new.replace(target)


def _suite() -> tuple[str, str]:
    """The distribution, and the suite of it that has an Asterisk >= 20: Debian 12 has none, so sid."""
    release = dict(line.split("=", 1) for line in Path("/etc/os-release").read_text().splitlines() if "=" in line)
    distribution = release.get("ID", "").strip('"')
    if distribution not in COMPONENTS:
        raise AsteriskNotInstalled(
            f"no packages are known for {distribution or 'this system'}: install Asterisk >= 20 yourself"
        )
    return distribution, "sid" if distribution == "debian" else release["VERSION_CODENAME"].strip('"')


def _mirror(distribution: str) -> str:
    """The mirror that the machine's own apt uses."""
    command = ["apt-get", "indextargets", "--format", "$(REPO_URI)", f"Origin: {distribution.capitalize()}"]
    uris = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    for uri in uris:
        if "security" not in uri:
            return uri
    raise AsteriskNotInstalled("apt knows no mirror of its distribution: run apt-get update, then start again")


def _as_root() -> list[str]:
    return [] if os.geteuid() == 0 else ["sudo"]
