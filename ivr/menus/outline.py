"""The tree as a list: menus with what they offer below them, then everything else in the order of the file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Nodes = Mapping[str, Any]
"""As they are written, whether they make sense or not: a draft with faults has an outline, too."""


@dataclass(frozen=True)
class Line:
    node: str
    title: str
    kind: str
    depth: int = 0
    keys: str = ""
    """By which it is reached from the menu above it."""


def outline(nodes: Nodes, main_menu: str) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The menus from the main menu on, and what is not below a menu. Every node stands in one of the two, once."""
    shown: set[str] = set()
    menus = tuple(_below(nodes, main_menu, "", 0, shown)) if main_menu in nodes else ()
    return menus, tuple(_line(nodes, name) for name in nodes if name not in shown)


def _below(nodes: Nodes, name: str, key: str, depth: int, shown: set[str]) -> Iterator[Line]:
    shown.add(name)
    yield _line(nodes, name, depth, key)
    if kind_of(nodes[name]) == "menu":
        for pressed, to in choices(nodes[name]):
            if to in nodes and to not in shown:
                yield from _below(nodes, to, pressed, depth + 1, shown)


def choices(node: Any) -> Iterator[tuple[str, str]]:
    """The keys of a node and where each leads."""
    options = node.get("options") if isinstance(node, Mapping) else None
    for key, option in options.items() if isinstance(options, Mapping) else ():
        if isinstance(option, Mapping):
            yield str(key), str(option.get("to", ""))


def kind_of(node: Any) -> str:
    return str(node.get("kind", "")) if isinstance(node, Mapping) else ""


def _line(nodes: Nodes, name: str, depth: int = 0, key: str = "") -> Line:
    node = nodes[name]
    title = str(node.get("title", "")) if isinstance(node, Mapping) else ""
    return Line(name, title, kind_of(node), depth, key)
