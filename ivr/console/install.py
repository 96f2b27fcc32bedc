"""Installs what the pages load in the browser: npm packages at the versions of package-lock.json."""

import hashlib
import shutil
import tempfile
from pathlib import Path

from ivr.packages import npm, run

FOLDER = Path(__file__).parent
FILES = ("package.json", "package-lock.json")


def install_packages(target: Path) -> None:
    """Into `target`; nothing to do when they are there. Those of the tests too: they are never served. Raises InstallFailed."""
    if packages_are_installed(target):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as folder:
        fresh = Path(folder) / target.name
        fresh.mkdir()
        for name in FILES:
            shutil.copy(FOLDER / name, fresh)
        how = ("--cache", f"{folder}/cache", "--ignore-scripts", "--loglevel", "error")
        command = npm(Path(folder) / "node")
        # In the folder, not with --prefix: by that npm would also look there for the machine's settings, mirrors included.
        run((*command, "ci", *how, "--no-audit", "--no-fund"), "the console's npm packages", fresh)
        run((*command, "run", "bundle", *how), "the softphone's bundle", fresh)
        (fresh / "installed").write_text(_wanted())
        shutil.rmtree(target, ignore_errors=True)
        fresh.rename(target)


def packages_are_installed(target: Path) -> bool:
    stamp = target / "installed"
    return stamp.is_file() and stamp.read_text() == _wanted()


def _wanted() -> str:
    return hashlib.sha256(b"".join((FOLDER / name).read_bytes() for name in FILES)).hexdigest()
