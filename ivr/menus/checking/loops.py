"""No call goes from node to node without a word."""

from collections.abc import Iterator, Sequence
from functools import partial

from ivr.menus.checking.cycles import cycles
from ivr.menus.checking.finding import Finding, Subject
from ivr.menus.checking.walk import branch_ways
from ivr.menus.graph import Graph
from ivr.menus.model import Branch, Goto, Say, Transfer
from ivr.words import Words

MOST_PASSED = 8
"""The conversation gives up a little later, at its LONGEST_CHAIN."""


def check(subject: Subject) -> Iterator[Finding]:
    seen: set[frozenset[str]] = set()
    for is_open in (True, False):
        for circle in cycles(subject.tree.nodes, partial(_passed_to, subject.graph, is_open)):
            if frozenset(circle) not in seen:
                seen.add(frozenset(circle))
                yield _finding(subject, circle)
    if not seen:
        yield from _too_long(subject)


def _finding(subject: Subject, circle: Sequence[str]) -> Finding:
    around = " → ".join([*circle, circle[0]])
    text = Words(
        f"{around} 一声不响地绕圈；请让其中一个通到菜单或结束语",
        f"{around} goes round without a word; let one of them lead to a menu or a goodbye",
    )
    return subject.error("loop", ("nodes", circle[0]), text)


def _passed_to(graph: Graph, is_open: bool, name: str) -> Iterator[str]:
    """Where a call goes on at once, without anything being said by this node."""
    targets: tuple[str, ...] = ()
    match graph.node(name):
        case Branch() as node:
            targets = branch_ways(node, is_open)
        case Goto(to=to):
            targets = (to,)
        case Say(interrupt="any" | "keys", to=to):
            targets = (to or graph.tree.common.after_answer,)
        case Transfer(closed=str(to)) if not is_open:
            targets = (to,)
    yield from (to for to in targets if to in graph.tree.nodes)


def _too_long(subject: Subject) -> Iterator[Finding]:
    length: dict[str, int] = {}

    def measure(name: str) -> int:
        if name not in length:
            after = {to for is_open in (True, False) for to in _passed_to(subject.graph, is_open, name)}
            length[name] = max((1 + measure(to) for to in after), default=0)
        return length[name]

    for name in subject.tree.nodes:
        if measure(name) == MOST_PASSED + 1:
            text = Words(
                f"从这里起一声不响地经过 {MOST_PASSED} 个以上的节点；请去掉几个",
                f"more than {MOST_PASSED} nodes are passed from here without a word; leave some of them out",
            )
            yield subject.error("loop", ("nodes", name), text)
