"""What nodes are called, in the version of the menus that a call had."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

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
    return {name: str(node.get("title", name)) for name, node in _nodes(ours, dialplan, version).items()}


def transfers(ours: Engine, dialplan: Path, version: str = "") -> set[str]:
    """The nodes in which a caller waits for a person, of the same version."""
    return {name for name, node in _nodes(ours, dialplan, version).items() if node.get("kind") == "transfer"}


def _nodes(ours: Engine, dialplan: Path, version: str) -> Mapping[str, Any]:
    versions = Versions(ours, Series.MENU)
    published = versions.published()
    for number in (int(version) if version.isdecimal() else None, published):
        if number is not None:
            try:
                return _written(versions.texts(number)[TREE])
            except NoSuchVersion:
                continue
    try:
        return _written(read_text(dialplan / TREE))
    except TreeFault:
        return {}


@lru_cache(maxsize=16)
def _written(tree: str) -> Mapping[str, Any]:
    _, written = parse_yaml(Path(TREE), tree)
    nodes: Mapping[str, Any] = written["nodes"]
    return nodes
