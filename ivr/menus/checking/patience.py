"""Whoever says nothing, or presses the same wrong key for ever, comes to an end or to a person."""

from collections.abc import Iterator, Sequence

from ivr.menus.checking.cycles import cycles
from ivr.menus.checking.finding import Finding, Subject
from ivr.menus.checking.walk import SILENT, WRONG, Spot, Walk
from ivr.menus.graph import LISTENING, PASSING, Graph
from ivr.menus.model import PLACES, Transfer
from ivr.words import Words

WHO = {
    SILENT: Words("一直不出声的来电者", "a caller who says nothing"),
    WRONG: Words("一直按错键的来电者", "a caller who only presses wrong keys"),
}


def check(subject: Subject) -> Iterator[Finding]:
    told: set[object] = set()
    for habit, is_open in ((SILENT, True), (SILENT, False), (WRONG, True), (WRONG, False)):
        walk = Walk(subject.graph, habit, is_open)
        for circle in cycles(_spots(subject.graph), walk.after):
            names = tuple(name for name, _ in circle)
            causes = {frozenset(names), (habit, _cause(subject.graph, names, habit))}
            if not causes & told and not _wordless(subject.graph, names):
                yield _finding(subject, names, walk)
            told |= causes


def _spots(graph: Graph) -> Iterator[Spot]:
    """Every node, as it is reached first in a call and from each node in which the caller chose it."""
    for name in graph.tree.nodes:
        yield name, ()
        if isinstance(graph.node(name), LISTENING):
            yield from ((to, (name,)) for to in graph.after(name) if to != graph.tree.main_menu)


def _wordless(graph: Graph, names: Sequence[str]) -> bool:
    """The rule of loops tells about those."""
    nodes = [graph.node(name) for name in names]
    return all(isinstance(node, (*PASSING, Transfer)) and getattr(node, "interrupt", "") != "none" for node in nodes)


def _cause(graph: Graph, names: Sequence[str], habit: str) -> str:
    """The node that sends the caller back, or else the first one that asks them anything."""
    listening = [name for name in names if isinstance(graph.node(name), LISTENING)]
    again = (name for name in listening for way in graph.ways[name] if way.exit == habit and way.to in PLACES)
    return next(again, (listening or names)[0])


def _finding(subject: Subject, names: Sequence[str], walk: Walk) -> Finding:
    who, around = WHO[walk.habit], " → ".join([*names, names[0]])
    hours = Words("上班", "open") if walk.is_open else Words("下班", "closed")
    text = Words(
        f"{who.zh}在{hours.zh}时间会一直绕圈：{around}；请让 `{walk.habit}.to` 通到结束语",
        f"{who.en} goes round and round while the office is {hours.en}: {around}; let `{walk.habit}.to` lead to a goodbye",
    )
    cause = _cause(subject.graph, names, walk.habit)
    return subject.error("patience", ("nodes", cause, walk.habit, "to"), text)
