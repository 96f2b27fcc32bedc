"""Callers who do the same for ever, and where that leads them: they say nothing, or press what is no choice.

It follows the rules of `ivr.dialog`, which this layer can't call; tests hold the two together.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ivr.menus.graph import Graph, passes
from ivr.menus.model import (
    BACK,
    REPEAT,
    WANTED,
    Answer,
    Ask,
    Authenticate,
    Branch,
    Choices,
    Confirm,
    Goto,
    Menu,
    Query,
    Record,
    Say,
    Survey,
    Transfer,
)

SILENT, WRONG = "no_input", "no_match"

History = tuple[str, ...]
Spot = tuple[str, History]
"""A node, and where `back` leads from there."""


@dataclass(frozen=True)
class Walk:
    graph: Graph
    habit: str
    """SILENT or WRONG."""
    is_open: bool

    def after(self, spot: Spot) -> Iterator[Spot]:
        """Where the caller can be next; nowhere once the call is over or somebody is rung."""
        name, history = spot
        for to, listened in self._ways(name):
            for target in self._targets(to, name, history):
                yield target, self._history(name, history, target, listened)

    def _ways(self, name: str) -> Iterator[tuple[str, bool]]:
        """Node or place, and whether the caller was asked something here."""
        node = self.graph.node(name)
        retry = {way.exit: way.to for way in self.graph.ways[name]}
        match node:
            case Answer():
                yield from ((retry[exit_], False) for exit_ in ("nothing", "failed", "slow"))
                yield from [(retry["then"], False)] if passes(node) else []
                # Wrong keys are pressed between rows, too; a change has one row alone.
                between_rows = self.habit == WRONG and isinstance(node, Query)
                yield from [(retry[self.habit], True)] if node.options or between_rows else []
            case Survey() if self.habit == SILENT:
                yield node.to, False
            case Choices():
                yield retry[self.habit], isinstance(node, Menu | Confirm)
            case Ask() | Record():
                yield from ((to, isinstance(node, Ask)) for to in self._entry(node, retry))
            case _:
                yield from ((to, False) for to in self._passed(node))

    def _entry(self, node: Ask | Record, retry: dict[str, str]) -> Iterator[str]:
        if self.habit == SILENT:
            yield retry["no_input"]
        if isinstance(node, Record) or (self.habit == WRONG and node.what in ("pin", "case_number")):
            yield node.to
        elif self.habit == WRONG:
            yield retry["failure"]

    def _passed(self, node: object) -> Iterator[str]:
        match node:
            case Authenticate():  # wrong PINs are counted, and lead to `locked`
                yield from (node.locked, node.failed, node.slow)
            case Branch():
                yield from branch_ways(node, self.is_open)
            case Goto():
                yield node.to
            case Say():
                yield node.to or self.graph.tree.common.after_answer
            case Transfer(closed=str(to)) if not self.is_open:
                yield to
            case Transfer() if self.habit == SILENT:
                yield node.to

    def _targets(self, to: str, name: str, history: History) -> Iterator[str]:
        tree = self.graph.tree
        if to == WANTED:
            yield from (query for query, node in tree.nodes.items() if isinstance(node, Query))
        known = {REPEAT: name, BACK: history[-1] if history else tree.main_menu}
        target = known.get(to, to)
        yield target if target in tree.nodes else tree.main_menu

    def _history(self, name: str, history: History, target: str, listened: bool) -> History:
        tree = self.graph.tree
        if target == tree.main_menu:
            return ()
        been = tuple(past for past in history if isinstance(tree.nodes[past], Menu | Answer))
        if listened and name != tree.common.after_answer:
            been = (*been, name)
        return been[: been.index(target)] if target in been else been


def branch_ways(node: Branch, is_open: bool) -> tuple[str, ...]:
    """Where a fork can lead at an hour when the office is open or not."""
    if node.by == "open":
        return (node.cases.get("yes" if is_open else "no", node.otherwise),)
    return (*node.cases.values(), node.otherwise)
