"""Wording and look-ups get the values that they want: columns from a row, variables from the way to the node."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ivr.menus.checking.finding import Finding, Subject
from ivr.menus.checking.known import possibly, surely
from ivr.menus.checking.learned import CASE_NUMBER, Known, answered, name_of, shape_of
from ivr.menus.checking.uses import ALONE, Use, uses
from ivr.menus.graph import Place
from ivr.menus.model import Answer
from ivr.menus.service import Shapes
from ivr.words import Words

GIVEN_BY_ITSELF = frozenset({"text"})
"""What a message says is what was said before."""


def check(subject: Subject) -> Iterator[Finding]:
    sure, possible = subject.sure, possibly(subject.graph, subject.shapes)
    for use in uses(subject.tree):
        if use.prompt in subject.wording and _has_columns(subject, use):
            yield from _wording(subject, use, sure, possible)
    yield from _asked_with(subject)


def _asked_with(subject: Subject) -> Iterator[Finding]:
    """What a change gives can be said and is no value to ask with."""
    shapes = _giving_nothing(subject.shapes)
    sure, possible = surely(subject.graph, shapes), possibly(subject.graph, shapes)
    for name, node in subject.tree.nodes.items():
        if isinstance(node, Answer) and name in sure:
            wants = shape_of(node, subject.shapes).wants - GIVEN_BY_ITSELF - {"id_number"}
            who = Words(f"{name_of(node)} 查询时要用", f"{name_of(node)} is asked with")
            yield from _variables(subject, ("nodes", name), who, wants, (sure[name], possible[name]))


def _giving_nothing(shapes: Shapes) -> Shapes:
    acts = {name: replace(shape, columns=shape.columns - {CASE_NUMBER}) for name, shape in shapes.acts.items()}
    return Shapes(shapes.queries, acts)


def _has_columns(subject: Subject, use: Use) -> bool:
    """That there is no such look-up is told by another rule."""
    if use.filled not in ("row", "answer"):
        return True
    known = (*subject.shapes.queries, *subject.shapes.acts)
    return name_of(subject.graph.node(use.node)) in known


def _wording(subject: Subject, use: Use, sure: Mapping[str, Known], possible: Mapping[str, Known]) -> Iterator[Finding]:
    columns = _columns(subject, use)
    wants = subject.wording.places(use.prompt) - columns
    if use.filled in ("caller", "answer") and use.node in sure:
        known = [_at(subject, use, found[use.node]) for found in (sure, possible)]
        who = Words(f"{use.prompt} 要说", f"{use.prompt} says")
        yield from _variables(subject, use.place, who, wants, (known[0], known[1]))
    elif wants and (use.filled not in ("caller", "answer")):
        wanted, there = _braces(wants), _braces(columns)
        text = Words(
            f"{use.prompt} 要 {wanted}，而这里没有什么给出它；请在 prompts.yaml 里{f'写 {there}' if there else '去掉'}",
            f"{use.prompt} wants {wanted}, and nothing gives it here; write {there or 'no place'} into it in prompts.yaml",
        )
        yield subject.error("place", use.place, text)


def _columns(subject: Subject, use: Use) -> frozenset[str]:
    if use.filled in ALONE.values():
        return frozenset({use.filled})
    if use.filled not in ("row", "answer"):
        return frozenset()
    return shape_of(subject.graph.node(use.node), subject.shapes).columns


def _at(subject: Subject, use: Use, known: Known) -> Known:
    """An answer's choices are said when the answer is known."""
    return answered(subject.graph.node(use.node), known, subject.shapes) if use.filled == "answer" else known


def _variables(
    subject: Subject, place: Place, who: Words, wants: frozenset[str], known: tuple[Known, Known]
) -> Iterator[Finding]:
    sure, possible = known
    if missing := wants - possible.variables:
        text = Words(
            f"{who.zh} {_braces(missing)}，而到这里的路上没有什么给出它；请先问到它，或在选项里用 `set` 设好",
            f"{who.en} {_braces(missing)}, and nothing on the way here gives it; ask for it before, or `set` it in an option",
        )
        yield subject.error("variable", place, text)
    if doubtful := (wants & possible.variables) - sure.variables:
        text = Words(
            f"{who.zh} {_braces(doubtful)}，而到这里的路不都给出它；请先问到它，或在缺少时另走一路",
            f"{who.en} {_braces(doubtful)}, which not every way here gives; ask for it before, or branch where it is missing",
        )
        yield subject.warning("variable", place, text)


def _braces(names: frozenset[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))
