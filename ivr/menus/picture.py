"""The tree as a picture: its nodes, and the ways that stand in them."""

from collections.abc import Iterator
from dataclasses import dataclass

from ivr.menus.graph import Graph
from ivr.menus.model import Tree


@dataclass(frozen=True)
class Box:
    node: str
    title: str
    kind: str


@dataclass(frozen=True)
class Arrow:
    source: str
    target: str
    label: str
    """The keys that lead there, or nothing."""


@dataclass(frozen=True)
class Picture:
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def picture(tree: Tree) -> Picture:
    """Every node; ways that are common to all would only hide the others."""
    boxes = tuple(Box(name, node.title, node.kind) for name, node in tree.nodes.items())
    return Picture(boxes, tuple(_arrows(Graph(tree))))


def _arrows(graph: Graph) -> Iterator[Arrow]:
    for name in graph.tree.nodes:
        keys: dict[str, list[str]] = {}
        for place, target in graph.tree.destinations(name):
            if target in graph.tree.nodes and place[2] != "person":
                keys.setdefault(target, []).extend([str(place[3])] if place[2] == "options" else [])
        yield from (Arrow(name, target, " ".join(pressed)) for target, pressed in keys.items())
