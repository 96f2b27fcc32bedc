"""Key 0 reaches a person from everywhere, and outside office hours something better than a telephone that nobody answers."""

from collections.abc import Iterator

from ivr.menus.checking.finding import Finding, Subject
from ivr.menus.graph import LISTENING, Place
from ivr.menus.model import Act, Hangup, Record, Transfer
from ivr.menus.suggesting import one_of
from ivr.words import Words


def check(subject: Subject) -> Iterator[Finding]:
    yield from _person(subject, ("common", "person"), subject.tree.common.person)
    for name, node in subject.tree.nodes.items():
        yield from _person(subject, ("nodes", name, "person"), node.person)
        if isinstance(node, Transfer) and node.closed in subject.tree.nodes:
            yield from _closed(subject, ("nodes", name, "closed"), node.closed)


def _person(subject: Subject, place: Place, to: str | None) -> Iterator[Finding]:
    nodes = subject.tree.nodes
    if to in nodes and not isinstance(nodes[to], Transfer):
        transfers = one_of("", (name for name, node in nodes.items() if isinstance(node, Transfer)))
        text = Words(
            f"0 键要通到 transfer 节点，不是 {to!r}；请写 {transfers}",
            f"key 0 must lead to a node of kind transfer, not {to!r}; write {transfers}",
        )
        yield subject.error("person", place, text)


def _closed(subject: Subject, place: Place, to: str) -> Iterator[Finding]:
    arrivals = subject.graph.arrivals(to)
    if not arrivals or any(not isinstance(subject.graph.node(name), LISTENING) for name in arrivals):
        text = Words(
            f"{to!r} 没有选择；请写一个可以预约回电、留言或结束的菜单",
            f"{to!r} lets nobody choose; write a menu with a call-back, a message or goodbye",
        )
        yield subject.error("closed", place, text)
    elif not any(_offers_something(subject, name) for name in arrivals):
        text = Words(
            f"{to!r} 既不能预约回电，也不能留言或结束；请给它这样的选项",
            f"{to!r} offers neither call-back nor message nor goodbye; give it such a choice",
        )
        yield subject.error("closed", place, text)


def _offers_something(subject: Subject, name: str) -> bool:
    """Whether its own choices lead to something that needs nobody in the office."""
    chosen = (to for way in subject.graph.ways[name] if way.option for to in subject.graph.arrivals(way.to))
    first = {name, *chosen}
    beyond = {to for node in first for way in subject.graph.ways[node] for to in subject.graph.arrivals(way.to)}
    return any(isinstance(subject.graph.node(found), Act | Hangup | Record) for found in {*first, *beyond})
