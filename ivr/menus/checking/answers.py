"""Look-ups and changes that there are, asked about people who are known well enough."""

from collections.abc import Iterator

from ivr.menus.checking.finding import Finding, Subject
from ivr.menus.checking.known import surely
from ivr.menus.checking.learned import name_of, shape_of
from ivr.menus.graph import Place, passes
from ivr.menus.model import Act, Answer, Level, Message, Query
from ivr.menus.suggesting import one_of

CASE = "case"


def check(subject: Subject) -> Iterator[Finding]:
    sure = surely(subject.graph, subject.shapes)
    for name, node in subject.tree.nodes.items():
        if isinstance(node, Answer):
            place = ("nodes", name)
            yield from _exists(subject, place, node)
            yield from _cases(subject, place, node)
            yield from _level(subject, place, node, sure[name].level if name in sure else Level.L0)
            if node.then and not passes(node):
                yield subject.warning(
                    "then", (*place, "then"), "`then` is never used beside options; remove one of the two"
                )


def _exists(subject: Subject, place: Place, node: Answer) -> Iterator[Finding]:
    name = name_of(node)
    if isinstance(node, Query) and name not in subject.shapes.queries:
        text = f"there is no look-up queries/{name}.sql; write it, or {one_of(name, subject.shapes.queries)}"
        yield subject.error("look-up", (*place, "query"), text)
    if isinstance(node, Act | Message) and name not in subject.shapes.acts:
        text = f"there is no change {name!r}; write {one_of(name, subject.shapes.acts)}"
        yield subject.error("act", (*place, "act"), text)


def _cases(subject: Subject, place: Place, node: Answer) -> Iterator[Finding]:
    shape = shape_of(node, subject.shapes)
    if node.cases and CASE not in shape.codes and shape.columns:
        text = f"{name_of(node)} has no column `{CASE}` of kind code, so no case can hold; add the column, or remove `cases`"
        yield subject.error("cases", (*place, "cases"), text)


def _level(subject: Subject, place: Place, node: Answer, known: Level) -> Iterator[Finding]:
    wants = "id_number" in shape_of(node, subject.shapes).wants
    if wants and isinstance(node, Query) and node.level < Level.L1:
        text = f"{node.query} is asked about one person, who must be known; write `level: L1` or L2"
        yield subject.error("level", (*place, "level"), text)
    if wants and isinstance(node, Act | Message) and max(known, getattr(node, "level", Level.L0)) < Level.L1:
        text = f"{name_of(node)} is about one person, whom not every way here asks for; let a look-up of `level: L2` come before"
        yield subject.error("level", (*place, "level"), text)
