"""Every way leads to a node that there is, and to every node leads a way."""

from collections.abc import Iterator

from ivr.menus.checking.finding import Finding, Subject
from ivr.menus.graph import Place
from ivr.menus.model import PLACES, REPEAT
from ivr.menus.suggesting import one_of
from ivr.words import Words

NODES_ONLY = ("person", "closed")
"""Fields of a node that take no place such as back."""
AGAIN = ("options", "no_input", "no_match")
"""Where a caller may be asked the same again, because it is counted or their own wish."""


def check(subject: Subject) -> Iterator[Finding]:
    yield from _reserved(subject)
    yield from _unknown(subject)
    yield from _repeated(subject)
    yield from _unreachable(subject)


def _reserved(subject: Subject) -> Iterator[Finding]:
    for name in PLACES.intersection(subject.tree.nodes):
        text = Words(f"{name!r} 另有含义；请给节点换个名字", f"{name!r} is a place; give the node another name")
        yield subject.error("name", ("nodes", name), text)


def _unknown(subject: Subject) -> Iterator[Finding]:
    for place, to, places in _all(subject):
        if to not in subject.tree.nodes and to not in places:
            wanted = one_of(to, {*subject.tree.nodes, *places})
            text = Words(f"没有节点 {to!r}；请写 {wanted}", f"there is no node {to!r}; write {wanted}")
            yield subject.error("destination", place, text)


def _all(subject: Subject) -> Iterator[tuple[Place, str, frozenset[str]]]:
    """Everything that names a node, with the places that would do, too."""
    yield from ((place, to, frozenset()) for place, to in subject.graph.roots.items())
    for field in ("no_input", "no_match"):
        if to := getattr(subject.tree.common, field).to:
            yield ("common", field, "to"), to, PLACES
    for name in subject.tree.nodes:
        for place, to in subject.tree.destinations(name):
            yield place, to, frozenset() if place[-1] in NODES_ONLY else PLACES


def _repeated(subject: Subject) -> Iterator[Finding]:
    for ways in subject.graph.ways.values():
        for way in ways:
            if way.to == REPEAT and way.exit not in AGAIN:
                text = Words(
                    f"`{way.exit}: repeat` 会没完没了地重复；请写接下来的节点",
                    f"`{way.exit}: repeat` would do the same for ever; write the node that follows",
                )
                yield subject.error("repeat", way.place, text)


def _unreachable(subject: Subject) -> Iterator[Finding]:
    found = subject.graph.reachable(subject.graph.roots.values())
    found |= subject.graph.reachable(_retried(subject))
    for name in subject.tree.nodes:
        if name not in found:
            text = Words(
                "没有路通到这里；请删除这个节点，或把它的名字写到该去的地方",
                "no way leads here; remove the node, or write its name where it belongs",
            )
            yield subject.error("unreachable", ("nodes", name), text)


def _retried(subject: Subject) -> Iterator[str]:
    common = subject.tree.common
    yield from (retry.to for retry in (common.no_input, common.no_match) if retry.to)
