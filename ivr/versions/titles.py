"""What nodes are called, in the version of the menus that a call had."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Engine

from ivr.menus.faults import TreeFault, read_text
from ivr.menus.service import TREE
from ivr.menus.yaml_file import parse_yaml
from ivr.versions.models import Series
from ivr.versions.store import Versions
from ivr.versions.version import NoSuchVersion

Titles = Mapping[str, str]


def titles(ours: Engine, dialplan: Path, version: str = "") -> Titles:
    """By node, in the order of the file; of what callers hear now where that version is not known."""
    versions = Versions(ours, Series.MENU)
    published = versions.published()
    for number in (int(version) if version.isdecimal() else None, published):
        if number is not None:
            try:
                return _titles(versions.texts(number)[TREE])
            except NoSuchVersion:
                continue
    try:
        return _titles(read_text(dialplan / TREE))
    except TreeFault:
        return {}


@lru_cache(maxsize=16)
def _titles(tree: str) -> Titles:
    _, written = parse_yaml(Path(TREE), tree)
    return {name: str(node.get("title", name)) for name, node in written["nodes"].items()}
