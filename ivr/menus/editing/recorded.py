"""Which prompts a person has recorded, changed in the file that says so."""

from collections.abc import Mapping
from pathlib import Path

import yaml

from ivr.menus.editing.values import ON_A_LINE, name
from ivr.menus.service import RECORDINGS
from ivr.menus.wording import parse_recordings

HEAD = "# Prompts that a person has recorded, and which sound: the console writes this file.\n"


def recorded(texts: Mapping[str, str], prompt: str, digest: str | None) -> Mapping[str, str]:
    """The menus' texts with this recording of the prompt, or with none. Raises TreeFault."""
    there = {**recordings_of(texts), prompt: digest}
    lines = [f'{_key(one)}: "{named}"\n' for one, named in there.items() if named]
    others = {name: text for name, text in texts.items() if name != RECORDINGS}
    return {**others, RECORDINGS: HEAD + "".join(lines)} if lines else others


def recordings_of(texts: Mapping[str, str]) -> Mapping[str, str]:
    """The digest of each recorded prompt. Raises TreeFault."""
    return parse_recordings(Path(RECORDINGS), texts.get(RECORDINGS, ""))


def _key(prompt: str) -> str:
    return name(prompt, yaml.CSafeLoader, ON_A_LINE)
