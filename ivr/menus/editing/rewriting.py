"""A value of a YAML text made another one, with the fewest changes to the text: what is not touched stays byte for byte."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode

from ivr.menus.editing.splicing import Edit, Text, is_literal
from ivr.menus.editing.values import IN_BRACKETS, ON_A_LINE, Loader, name, on_one_line, scalar
from ivr.menus.faults import TreeFault
from ivr.menus.unfit import INDENTED

STEP = 2
"""Spaces by which what belongs to a line stands further in."""
Place = Sequence[str]
"""The keys on the way to a value."""


def rewritten(path: Path, text: str, place: Place, value: Any, loader: Loader = yaml.CSafeLoader) -> str:
    """The text with this value at that place; None is a line without a value. Raises TreeFault."""
    return _changed(Text(path, text, loader), place, {place[-1]: value})


def dropped(path: Path, text: str, place: Place, loader: Loader = yaml.CSafeLoader) -> str:
    """The text without what stands at that place. Raises TreeFault."""
    return _changed(Text(path, text, loader), place, {})


def value_at(path: Path, text: str, place: Place, loader: Loader = yaml.CSafeLoader) -> Any:
    """What stands there, whether it makes sense or not; None where nothing does. Raises TreeFault."""
    written = Text(path, text, loader)
    found = entries(mapping_at(written, place[:-1])).get(place[-1])
    return written.value_of(found[1]) if found else None


def _changed(written: Text, place: Place, new: Mapping[str, Any]) -> str:
    around = mapping_at(written, place[:-1])
    there = {key: value for key, value in written.value_of(around).items() if key != place[-1] or new}
    wanted = {**there, **new}
    if not wanted and len(place) > 1:
        return _changed(written, place[:-1], {place[-2]: {}})
    return written.with_edits(_Rewriting(written).mapping(around, wanted, len(place) - 1))


def mapping_at(written: Text, place: Place) -> MappingNode:
    """Raises TreeFault."""
    node = written.root
    for step in place:
        node = entries(node)[step][1] if isinstance(node, MappingNode) and step in entries(node) else None
    if not isinstance(node, MappingNode):
        line = node.start_mark.line + 1 if node else 1
        raise TreeFault(written.path, line, INDENTED.of(".".join(place) or written.path.name))
    return node


def entries(node: MappingNode) -> dict[str, tuple[ScalarNode, Node]]:
    return {str(key.value): (key, value) for key, value in node.value}


@dataclass(frozen=True)
class _Rewriting:
    written: Text

    def mapping(self, node: MappingNode, wanted: Mapping[str, Any], depth: int) -> Iterator[Edit]:
        """`depth` is the number of keys on the way to the mapping."""
        there = entries(node)
        yield from self._removals(node, [key not in wanted for key in there])
        for key, (key_node, value) in there.items():
            if key in wanted:
                yield from self._value(key_node, value, wanted[key], depth + 1, in_flow=bool(node.flow_style))
        new = {key: value for key, value in wanted.items() if key not in there}
        if new:
            kept = [value for key, (_, value) in there.items() if key in wanted]
            yield self._insertion(node, kept, new, depth + 1)

    def _value(self, key: ScalarNode, node: Node, wanted: Any, depth: int, *, in_flow: bool) -> Iterator[Edit]:
        if _same(self.written.value_of(node), wanted):
            return
        if isinstance(node, MappingNode) and isinstance(wanted, Mapping) and _in_order(entries(node), wanted):
            yield from self.mapping(node, wanted, depth)
        else:
            yield self._replacement(key, node, wanted, depth, in_flow=in_flow)

    def _replacement(self, key: ScalarNode, node: Node, wanted: Any, depth: int, *, in_flow: bool) -> Edit:
        one_line = in_flow or bool(getattr(node, "flow_style", False))
        start, end = int(node.start_mark.index), self.written.end(node)
        if isinstance(node, ScalarNode) and not is_literal(node) and start < end and not isinstance(wanted, Mapping):
            style = node.style if node.style in {"'", '"'} else None
            return Edit(start, end, self._inline(wanted, style, in_flow=in_flow))
        behind = self._behind(wanted, key.start_mark.column, depth, one_line=one_line, in_flow=in_flow)
        return Edit(int(key.end_mark.index), end, behind)

    def _insertion(self, node: MappingNode, kept: Sequence[Node], new: Mapping[str, Any], depth: int) -> Edit:
        """Behind the last entry that stays."""
        last = self.written.end(kept[-1]) if kept else int(node.start_mark.index) + 1
        if node.flow_style:
            pairs = on_one_line(new, self.written.loader)[1:-1]
            return Edit(last, last, f", {pairs}" if kept else pairs)
        at, column = self.written.line_end(last), node.start_mark.column
        between = "\n\n" if self._spaced(node) else "\n"
        return Edit(at, at, "".join(between + self._entry(key, value, column, depth) for key, value in new.items()))

    def _entry(self, key: str, value: Any, column: int, depth: int) -> str:
        behind = self._behind(value, column, depth, one_line=False, in_flow=False)
        return " " * column + name(key, self.written.loader, ON_A_LINE) + behind

    def _behind(self, value: Any, column: int, depth: int, *, one_line: bool, in_flow: bool) -> str:
        """What stands behind a key."""
        if isinstance(value, Mapping) and value and not one_line and _is_large(value, depth):
            lines = (self._entry(key, one, column + STEP, depth + 1) for key, one in value.items())
            return ":\n" + "\n".join(lines)
        return f": {self._inline(value, None, in_flow=in_flow)}".rstrip(" ")

    def _inline(self, value: Any, style: str | None, *, in_flow: bool) -> str:
        if isinstance(value, Mapping | list | tuple):
            return on_one_line(value, self.written.loader)
        return scalar(value, self.written.loader, IN_BRACKETS if in_flow else ON_A_LINE, style)

    def _removals(self, node: MappingNode, goes: Sequence[bool]) -> Iterator[Edit]:
        first_kept = goes.index(False) if False in goes else 0
        for number, (key, value) in enumerate(node.value):
            if not goes[number]:
                continue
            if not node.flow_style:
                yield self._lines(key, value, spaced=self._spaced(node))
            elif number < first_kept:
                yield Edit(int(key.start_mark.index), int(node.value[number + 1][0].start_mark.index), "")
            else:
                yield Edit(self.written.end(node.value[number - 1][1]), self.written.end(value), "")

    def _lines(self, key: Node, value: Node, *, spaced: bool) -> Edit:
        """The lines of an entry; where empty lines stand between entries, the one behind it, too."""
        text = self.written.text
        end = min(self.written.line_end(self.written.end(value)) + 1, len(text))
        return Edit(
            self.written.line_start(int(key.start_mark.index)), end + (spaced and text[end : end + 1] == "\n"), ""
        )

    def _spaced(self, node: MappingNode) -> bool:
        """Whether an empty line stands between its entries."""
        if len(node.value) < 2:
            return False
        between = slice(self.written.end(node.value[0][1]), int(node.value[1][0].start_mark.index))
        return "\n\n" in self.written.text[between]


def _is_large(value: Mapping[Any, Any], depth: int) -> bool:
    """A node, its options, a part of a file stand line by line; what is in them, on one line."""
    return depth <= 2 or (depth == 3 and any(isinstance(one, Mapping) for one in value.values()))


def _in_order(old: Mapping[str, object], wanted: Mapping[Any, object]) -> bool:
    """Whether one comes from the other by taking away, and adding behind."""
    keys = [str(key) for key in wanted]
    kept = [key for key in old if key in keys]
    return bool(kept) and keys[: len(kept)] == kept


def _same(old: Any, wanted: Any) -> bool:
    if isinstance(old, dict) and isinstance(wanted, Mapping):
        return list(old) == list(wanted) and all(_same(old[key], wanted[key]) for key in old)
    if isinstance(old, list) and isinstance(wanted, list | tuple):
        return len(old) == len(wanted) and all(map(_same, old, wanted))
    if isinstance(old, int) and isinstance(wanted, str):  # 1001 and "1001" are the same extension
        return str(old) == wanted
    return isinstance(old, bool) == isinstance(wanted, bool) and bool(old == wanted)
