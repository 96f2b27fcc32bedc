"""Reads the YAML files that clerks write: each value, and the line where it stands."""

from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, SequenceNode

from ivr.menus.faults import TreeFault, read_text
from ivr.words import Words

_INVISIBLE = yaml.reader.Reader.NON_PRINTABLE


def read_yaml(path: Path, loader: type[yaml.CSafeLoader] = yaml.CSafeLoader) -> tuple[Node | None, Any]:
    """The file as nodes with their places, and as values. Raises TreeFault with the line of the first thing that is wrong."""
    return parse_yaml(path, read_text(path), loader)


def parse_yaml(path: Path, text: str, loader: type[yaml.CSafeLoader] = yaml.CSafeLoader) -> tuple[Node | None, Any]:
    """The same of a text that was read from that file."""
    if found := _INVISIBLE.search(text):
        told = Words("请去掉看不见的字符", "remove the invisible character")
        raise TreeFault(path, text.count("\n", 0, found.start()) + 1, told)
    reading = loader(text)
    try:
        root = reading.get_single_node()
        _refuse_duplicates(path, root)
        return root, reading.construct_document(root) if root else None
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        raise TreeFault(path, line, Words(f"不是 YAML：{fault.problem}", f"not YAML: {fault.problem}")) from None
    finally:
        reading.dispose()


def _refuse_duplicates(path: Path, node: Node | None) -> None:
    """A key that stands twice in one mapping is a fault; YAML itself would silently keep the last."""
    if isinstance(node, MappingNode):
        seen: dict[str, int] = {}
        for key, value in node.value:
            name, line = str(key.value), key.start_mark.line + 1
            if name in seen:
                told = Words(
                    f"{name!r} 写了两次，第一次在第 {seen[name]} 行：请去掉一个",
                    f"{name!r} stands twice, first on line {seen[name]}: remove one of the two",
                )
                raise TreeFault(path, line, told)
            seen[name] = line
            _refuse_duplicates(path, value)
    elif isinstance(node, SequenceNode):
        for item in node.value:
            _refuse_duplicates(path, item)
