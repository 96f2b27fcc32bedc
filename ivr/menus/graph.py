"""Every way from node to node, also those that no node writes because they are common to all."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ivr.menus.model import BACK, Answer, Ask, Branch, Choices, Goto, Level, Option, Query, Record, Say, Survey, Tree

Place = tuple[str | int, ...]
"""Where something stands in the tree's file."""

LISTENING = (Choices, Ask, Record)
"""Kinds of node in which a caller can press something."""
PASSING = (Branch, Goto, Say)
"""Kinds of node that a caller only passes."""
EVERYWHERE = ("person", "give_up", "trouble", "after_answer", "goodbye", "nothing", "failed", "slow")
"""What `common` names that a call can come to from anywhere."""


@dataclass(frozen=True)
class Way:
    """A way out of a node: why it is taken, where it is written, and the node or place it leads to."""

    exit: str
    place: Place
    to: str
    option: Option | None = None


class Graph:
    """The ways of a tree."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree

    def node(self, name: str) -> Any:  # each rule knows its own kinds of node
        return self.tree.nodes[name]

    @cached_property
    def ways(self) -> Mapping[str, tuple[Way, ...]]:
        """The ways out of each node, key 0 and the keys * # 9 apart."""
        return {name: (*_written(self.tree, name), *_common(self.tree, name)) for name in self.tree.nodes}

    @cached_property
    def roots(self) -> Mapping[Place, str]:
        """Nodes that a call comes to without a way from another one."""
        tree, login = self.tree, self.tree.login
        named: dict[Place, str] = {("start",): tree.start, ("main_menu",): tree.main_menu}
        named |= {("login", field): getattr(login, field) for field in type(login).model_fields}
        return named | {("common", field): getattr(tree.common, field) for field in EVERYWHERE}

    def after(self, name: str) -> Iterator[str]:
        """The nodes to which a node's ways lead, key 0 apart."""
        yield from (way.to for way in self.ways[name] if way.to in self.tree.nodes)

    def reachable(self, starts: Iterable[str]) -> frozenset[str]:
        """Every node to which a call can come from these, by whatever way."""
        found: set[str] = set()
        todo = deque(starts)
        while todo:
            name = todo.popleft()
            if name in self.tree.nodes and name not in found:
                found.add(name)
                todo += [*self.after(name), self.node(name).person or ""]
        return frozenset(found)

    def arrivals(self, name: str) -> frozenset[str]:
        """Where a caller comes to rest who is sent to this node: the first ones that are not only passed."""
        found: set[str] = set()
        todo = [name]
        while todo:
            name = todo.pop()
            if name in self.tree.nodes and name not in found:
                found.add(name)
                todo += self.after(name) if isinstance(self.node(name), PASSING) else ()
        return frozenset(name for name in found if not isinstance(self.node(name), PASSING))


def _written(tree: Tree, name: str) -> Iterator[Way]:
    options: Mapping[str, Option] = vars(tree.nodes[name]).get("options", {})
    for place, to in tree.destinations(name):
        if place[2] != "person":
            yield Way(str(place[2]), place, to, options[str(place[3])] if place[2] == "options" else None)


def _common(tree: Tree, name: str) -> Iterator[Way]:
    """What holds because the node says nothing else."""
    node, common = tree.nodes[name], tree.common
    yield from _retries(tree, node)
    if isinstance(node, Answer):
        yield from (
            Way(exit_, ("common", exit_), getattr(common, exit_))
            for exit_ in ("nothing", "failed", "slow")
            if getattr(node, exit_) is None
        )
    if (isinstance(node, Answer) and passes(node) and node.then is None) or (isinstance(node, Say) and node.to is None):
        yield Way("then", ("common", "after_answer"), common.after_answer)
    if isinstance(node, Ask) and node.failure is None:
        yield Way("failure", ("common", "person"), node.person or common.person)
    if isinstance(node, Query):
        yield from _login(tree, node)


def passes(node: Answer) -> bool:
    """Whether its answer can go on by itself."""
    return not node.options or bool(node.cases)


def _retries(tree: Tree, node: object) -> Iterator[Way]:
    silent = isinstance(node, LISTENING) and not isinstance(node, Survey)
    for exit_, holds in (("no_input", silent), ("no_match", isinstance(node, Choices))):
        own = vars(node).get(exit_)
        if holds and not (own and own.to):
            yield Way(exit_, ("common", exit_, "to"), getattr(tree.common, exit_).to or BACK)


def _login(tree: Tree, node: Query) -> Iterator[Way]:
    wanted = {"id_number": node.level >= Level.L1, "pin": node.level >= Level.L2, "own_pin": node.own_pin}
    for field, needed in wanted.items():
        if needed:
            yield Way("login", ("login", field), getattr(tree.login, field))
