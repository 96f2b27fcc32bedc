"""Every answer is at most three menus away; a login and what follows an answer do not count."""

from collections import deque
from collections.abc import Iterator, Mapping

from ivr.menus.checking.finding import Finding, Subject
from ivr.menus.graph import Graph
from ivr.menus.model import Act, Menu, Query, Say
from ivr.words import Words

MOST_MENUS = 3
CHOSEN = ("options", "to", "then", "cases", "otherwise")
"""Why a caller goes on who makes no mistake."""


def check(subject: Subject) -> Iterator[Finding]:
    for name, menus in menus_before(subject.graph).items():
        if menus > MOST_MENUS and isinstance(subject.graph.node(name), Query | Act | Say):
            text = Words(
                f"到这个结果要经过 {menus} 级菜单，最多 {MOST_MENUS} 级；请让更靠前的菜单直接通到这里",
                f"{menus} menus are before this answer, {MOST_MENUS} at most; let a menu further up lead here",
            )
            yield subject.error("depth", ("nodes", name), text)


def menus_before(graph: Graph) -> Mapping[str, int]:
    """How many menus a caller hears at least before each node, the main menu included."""
    menus = {graph.tree.main_menu: 0} if graph.tree.main_menu in graph.tree.nodes else {}
    todo = deque(menus)
    while todo:
        name = todo.popleft()
        count = menus[name] + _counts(graph, name)
        for to in _chosen(graph, name):
            if count < menus.get(to, len(graph.tree.nodes) + 1):
                menus[to] = count
                todo.append(to)
    return menus


def _counts(graph: Graph, name: str) -> bool:
    return isinstance(graph.node(name), Menu) and name != graph.tree.common.after_answer


def _chosen(graph: Graph, name: str) -> Iterator[str]:
    yield from (way.to for way in graph.ways[name] if way.exit in CHOSEN and way.to in graph.tree.nodes)
