"""Installs what only the tests need: the listener. `python -m tests.live.install DIRECTORY`."""

import sys
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from ivr.speech.install import install_whisper


def main() -> None:
    with Progress(console=Console(stderr=True)) as progress:
        install_whisper(Path(sys.argv[1]) / "whisper", progress)


main()
