"""A YAML text with the places of its values, and pieces of it replaced."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ivr.menus.editing.values import Loader
from ivr.menus.faults import TreeFault
from ivr.menus.yaml_file import parse_yaml
from ivr.words import Words


@dataclass(frozen=True)
class Edit:
    start: int
    end: int
    text: str


class Text:
    def __init__(self, path: Path, text: str, loader: Loader) -> None:
        """Raises TreeFault for what is no YAML, or stands in several places at once."""
        self.path, self.text, self.loader = path, text, loader
        self.root = parse_yaml(path, text, loader)[0]
        self._scalars = loader("")
        self._refuse_aliases()

    def with_edits(self, edits: Iterable[Edit]) -> str:
        text = self.text
        for edit in sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True):
            text = text[: edit.start] + edit.text + text[edit.end :]
        return text

    def value_of(self, node: Node) -> Any:
        """By the keys as they are written: 1 and "1" are the same option."""
        if isinstance(node, MappingNode):
            return {str(key.value): self.value_of(value) for key, value in node.value}
        if isinstance(node, SequenceNode):
            return [self.value_of(value) for value in node.value]
        return self._scalars.construct_object(node)

    def end(self, node: Node) -> int:
        """Behind its last character; YAML's own mark stands behind the comments that follow."""
        if isinstance(node, MappingNode) and not node.flow_style and node.value:
            return self.end(node.value[-1][1])
        if isinstance(node, SequenceNode) and not node.flow_style and node.value:
            return self.end(node.value[-1])
        mark = int(node.end_mark.index)
        return len(self.text[:mark].rstrip()) if is_literal(node) else mark

    def line_end(self, at: int) -> int:
        """Where the line ends in which this character stands."""
        found = self.text.find("\n", at)
        return len(self.text) if found < 0 else found

    def line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def _refuse_aliases(self) -> None:
        seen: set[int] = set()
        for node in parts(self.root):
            if id(node) in seen:
                told = Words(
                    "带 & 的值在这里又用了一次：请写全，或手工修改这个文件",
                    "a value with & stands here a second time: write it out, or change this file by hand",
                )
                raise TreeFault(self.path, node.start_mark.line + 1, told)
            seen.add(id(node))


def is_literal(node: Node) -> bool:
    """Written over several lines behind | or >."""
    return isinstance(node, ScalarNode) and node.style in {"|", ">"}


def parts(node: Node | None) -> Iterator[Node]:
    """The node and all in it; what stands under several names comes several times."""
    if node is not None:
        yield node
    if isinstance(node, MappingNode):
        for key, value in node.value:
            yield from (*parts(key), *parts(value))
    elif isinstance(node, SequenceNode):
        for value in node.value:
            yield from parts(value)
