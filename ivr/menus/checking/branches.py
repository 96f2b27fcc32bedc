"""A branch asks something that can be answered."""

from collections.abc import Iterator

from ivr.menus.checking.finding import Finding, Subject
from ivr.menus.checking.learned import FACTS
from ivr.menus.graph import Place
from ivr.menus.model import Branch, Option
from ivr.menus.suggesting import one_of
from ivr.words import Words


def check(subject: Subject) -> Iterator[Finding]:
    for name, node in subject.tree.nodes.items():
        if isinstance(node, Branch):
            yield from _branch(subject, ("nodes", name), node)


def _branch(subject: Subject, place: Place, node: Branch) -> Iterator[Finding]:
    values = _values(subject, node.by)
    if not values:
        others = one_of(node.by, FACTS | _set(subject))
        text = Words(f"没有什么能给出 {node.by!r}；请写 {others}", f"nothing gives {node.by!r}; write {others}")
        yield subject.error("branch", (*place, "by"), text)
        return
    if not node.cases:
        text = Words(
            "什么也没有判断；请写 cases，或改成 goto 节点", "asks nothing; write cases, or make it a node of kind goto"
        )
        yield subject.error("branch", (*place, "cases"), text)
    for case in node.cases:
        if case not in values:
            others = one_of(case, values)
            text = Words(f"{node.by} 不会是 {case!r}；请写 {others}", f"{node.by} is never {case!r}; write {others}")
            yield subject.error("branch", (*place, "cases", case), text)


def _values(subject: Subject, by: str) -> frozenset[str]:
    """What the answer can be; for a variable what options set."""
    if by in FACTS:
        return frozenset({"yes", "no"})
    return frozenset(option.set[by] for option in _options(subject) if by in option.set)


def _set(subject: Subject) -> frozenset[str]:
    return frozenset(name for option in _options(subject) for name in option.set)


def _options(subject: Subject) -> Iterator[Option]:
    for ways in subject.graph.ways.values():
        yield from (way.option for way in ways if way.option)
