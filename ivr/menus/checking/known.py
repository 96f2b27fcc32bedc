"""What is known of a caller at each node: the variables that are set, and how far they have shown who they are.

Whoever goes back to the main menu starts anew; going back by * adds nothing to what was known there before.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping

from ivr.menus.checking.learned import Known, learned
from ivr.menus.graph import Graph
from ivr.menus.service import Shapes


def surely(graph: Graph, shapes: Shapes) -> Mapping[str, Known]:
    """What is known by whatever way the caller came."""
    return _spread(graph, shapes, Known(), lambda a, b: Known(a.variables & b.variables, min(a.level, b.level)))


def possibly(graph: Graph, shapes: Shapes) -> Mapping[str, Known]:
    """What is known if the caller came by the best way. Their own telephone number may come with the call."""
    return _spread(
        graph, shapes, Known(frozenset({"phone"})), lambda a, b: Known(a.variables | b.variables, max(a.level, b.level))
    )


def _spread(graph: Graph, shapes: Shapes, start: Known, join: Callable[[Known, Known], Known]) -> dict[str, Known]:
    roots = {graph.tree.start, graph.tree.main_menu, graph.tree.common.trouble, graph.tree.common.person}
    roots |= {node.person for node in graph.tree.nodes.values() if node.person}
    found = dict.fromkeys(roots & set(graph.tree.nodes), start)
    todo = deque(found)
    while todo:
        name = todo.popleft()
        for to, known in _onward(graph, shapes, name, found[name]):
            joined = join(found[to], known) if to in found else known
            if to not in roots and joined != found.get(to):
                found[to] = joined
                todo.append(to)
    return found


def _onward(graph: Graph, shapes: Shapes, name: str, known: Known) -> Iterator[tuple[str, Known]]:
    node = graph.node(name)
    for way in graph.ways[name]:
        if way.to in graph.tree.nodes:
            yield way.to, learned(node, way, known, shapes)
