"""Look-ups and changes that there are, asked about people who are known well enough."""

from collections.abc import Iterator

from ivr.menus.checking.finding import Finding, Subject
from ivr.menus.checking.learned import name_of, shape_of
from ivr.menus.graph import Place, passes
from ivr.menus.model import Act, Answer, Level, Message, Query
from ivr.menus.suggesting import one_of
from ivr.words import Words

CASE = "case"


def check(subject: Subject) -> Iterator[Finding]:
    sure = subject.sure
    for name, node in subject.tree.nodes.items():
        if isinstance(node, Answer):
            place = ("nodes", name)
            yield from _exists(subject, place, node)
            yield from _cases(subject, place, node)
            yield from _level(subject, place, node, sure[name].level if name in sure else Level.L0)
            if node.then and not passes(node):
                text = Words(
                    "有选项时用不到 `then`；两者请去掉一个",
                    "`then` is never used beside options; remove one of the two",
                )
                yield subject.warning("then", (*place, "then"), text)


def _exists(subject: Subject, place: Place, node: Answer) -> Iterator[Finding]:
    name = name_of(node)
    if isinstance(node, Query) and name not in subject.shapes.queries:
        others = one_of(name, subject.shapes.queries)
        text = Words(
            f"没有 queries/{name}.sql 这个查询；请写这个文件，或改为 {others}",
            f"there is no look-up queries/{name}.sql; write it, or {others}",
        )
        yield subject.error("look-up", (*place, "query"), text)
    if isinstance(node, Act | Message) and name not in subject.shapes.acts:
        others = one_of(name, subject.shapes.acts)
        text = Words(f"没有 {name!r} 这项办理；请写 {others}", f"there is no change {name!r}; write {others}")
        yield subject.error("act", (*place, "act"), text)


def _cases(subject: Subject, place: Place, node: Answer) -> Iterator[Finding]:
    shape = shape_of(node, subject.shapes)
    if node.cases and CASE not in shape.codes and shape.columns:
        text = Words(
            f"{name_of(node)} 没有 code 类型的列 `{CASE}`，哪种情形都不会出现；请加上这一列，或去掉 `cases`",
            f"{name_of(node)} has no column `{CASE}` of kind code, so no case can hold; add the column, or remove `cases`",
        )
        yield subject.error("cases", (*place, "cases"), text)


def _level(subject: Subject, place: Place, node: Answer, known: Level) -> Iterator[Finding]:
    wants = "id_number" in shape_of(node, subject.shapes).wants
    if wants and isinstance(node, Query) and node.level < Level.L1:
        text = Words(
            f"{node.query} 查的是某一个人，须先知道是谁；请写 `level: L1` 或 L2",
            f"{node.query} is asked about one person, who must be known; write `level: L1` or L2",
        )
        yield subject.error("level", (*place, "level"), text)
    if wants and isinstance(node, Act | Message) and max(known, getattr(node, "level", Level.L0)) < Level.L1:
        text = Words(
            f"{name_of(node)} 办的是某一个人的事，而到这里的路不都问过是谁；请在前面放一个 `level: L2` 的查询",
            f"{name_of(node)} is about one person, whom not every way here asks for; let a look-up of `level: L2` come before",
        )
        yield subject.error("level", (*place, "level"), text)
