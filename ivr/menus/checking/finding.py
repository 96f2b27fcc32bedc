"""What a rule is given to look at, and what it gives back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from ivr.menus.checking.known import surely
from ivr.menus.checking.learned import Known
from ivr.menus.graph import Graph, Place
from ivr.menus.model import Tree
from ivr.menus.service import Service, Shapes
from ivr.menus.wording import Wording
from ivr.words import Words

Seconds = Callable[[str], float | None]
"""How long a piece of wording is in its rendering; None when it has none."""


@dataclass(frozen=True)
class Finding:
    """Something about the tree that should be mended."""

    rule: str
    line: int
    message: Words
    is_error: bool = True
    """A warning does not keep a tree from being published."""
    node: str = ""


@dataclass(frozen=True)
class Subject:
    """A service being checked."""

    service: Service
    shapes: Shapes
    seconds: Seconds

    @property
    def tree(self) -> Tree:
        return self.service.tree

    @property
    def wording(self) -> Wording:
        return self.service.wording

    @cached_property
    def graph(self) -> Graph:
        return Graph(self.tree)

    @cached_property
    def sure(self) -> Mapping[str, Known]:
        """What is known of a caller at each node, by whatever way they came."""
        return surely(self.graph, self.shapes)

    def error(self, rule: str, place: Place, text: Words) -> Finding:
        node = str(place[1]) if place[0] == "nodes" else ""
        where = f"{node} {self.tree.nodes[node].title}" if node else ".".join(map(str, place))
        return Finding(rule, self.service.source.line(place), text.of(where), node=node)

    def warning(self, rule: str, place: Place, text: Words) -> Finding:
        error = self.error(rule, place, text)
        return Finding(rule, error.line, error.message, is_error=False, node=error.node)
