"""A change that needs a confirmation can only be reached by one, from somebody who is known."""

from collections.abc import Iterator, Mapping

from ivr.menus.checking.finding import Finding, Subject
from ivr.menus.checking.learned import Known
from ivr.menus.graph import PASSING, Graph, Place, Way
from ivr.menus.model import Act, Choices, Confirm, Level, Query
from ivr.words import Words

Door = tuple[str, Way]
"""A node, and a way from it that ends in a change."""


def check(subject: Subject) -> Iterator[Finding]:
    sure = subject.sure
    for name, node in subject.tree.nodes.items():
        if isinstance(node, Act) and node.level is Level.L3:
            yield from _change(subject, name, sure)


def _change(subject: Subject, act: str, sure: Mapping[str, Known]) -> Iterator[Finding]:
    within = _passed_on_the_way(subject.graph, act)
    for place, root in subject.graph.roots.items():
        if root in within:
            yield _unconfirmed(subject, place, act)
    for name, way in _doors(subject.graph, within):
        if way.option and way.option.accept and not isinstance(subject.graph.node(name), Confirm):
            yield from _who(subject, name, way, sure.get(name, Known()))
        else:
            yield _unconfirmed(subject, way.place, act)


def _passed_on_the_way(graph: Graph, act: str) -> frozenset[str]:
    """The change, and what only passes a caller on to it."""
    passing = (name for name in graph.tree.nodes if isinstance(graph.node(name), PASSING))
    return frozenset({act, *(name for name in passing if act in graph.arrivals(name))})


def _doors(graph: Graph, within: frozenset[str]) -> Iterator[Door]:
    for name in graph.tree.nodes.keys() - within:
        yield from ((name, way) for way in graph.ways[name] if way.to in within)


def _unconfirmed(subject: Subject, place: Place, act: str) -> Finding:
    text = Words(
        f"未经确认就到了办理 {act}；只有带 `accept: true` 的选项（且不在 confirm 节点里）才能通到那里",
        f"leads to the change {act} unconfirmed; only an option with `accept: true`, not of a confirm node, may lead there",
    )
    return subject.error("unconfirmed", place, text)


def _who(subject: Subject, name: str, way: Way, known: Known) -> Iterator[Finding]:
    node = subject.graph.node(name)
    level = max(known.level, node.level if isinstance(node, Query) else Level.L0)
    if level < Level.L2:
        text = Words(
            "在这里确认的人可能没有输过密码；请把这个节点改成 `level: L2` 的查询",
            "whoever accepts here may have keyed no PIN; make this node a look-up of `level: L2`",
        )
        yield subject.error("level", way.place, text)
    elif isinstance(node, Query) and not node.own_pin:
        text = Words(
            "用发下来的初始密码就能在这里办理；请给查询加上 `own_pin: true`",
            "a PIN that was given out is enough for a change here; add `own_pin: true` to the look-up",
        )
        yield subject.warning("own_pin", ("nodes", name), text)
    if isinstance(node, Choices) and node.type_ahead:
        text = Words(
            "提前按下的键会确认还没听到的内容；请加上 `type_ahead: false`",
            "a key pressed ahead accepts what was not heard; add `type_ahead: false`",
        )
        yield subject.warning("type_ahead", ("nodes", name), text)
