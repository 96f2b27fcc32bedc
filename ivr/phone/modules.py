"""The parts of Asterisk that our configuration loads. It starts without one that is missing, and calls meet that later."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from ivr.settings import ASTERISK_CONF

CONF = ASTERISK_CONF / "modules.conf.j2"
_LOAD = "load = "


def missing_modules(module_dir: Path) -> Iterator[tuple[str, list[str]]]:
    """What they are for, in the words of modules.conf, and their names."""
    for purpose, loads in groupby(_loads(), lambda load: load[0]):
        missing = [module for _, module in loads if not (module_dir / module).exists()]
        if missing:
            yield purpose, missing


def _loads() -> Iterator[tuple[str, str]]:
    purpose = ""
    for line in CONF.read_text(encoding="utf-8").splitlines():
        if line.startswith("; "):
            purpose = line[2:]
        elif line.startswith(_LOAD):
            yield purpose, line.removeprefix(_LOAD)
