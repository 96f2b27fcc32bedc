"""Nodes of a tree's text: added, copied, removed, renamed with everything that names them."""

import re
from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from ivr.menus.editing.rewriting import Place, dropped, entries, mapping_at, rewritten, value_at
from ivr.menus.editing.splicing import Edit, Text
from ivr.menus.editing.values import ON_A_LINE, name
from ivr.menus.faults import TreeFault
from ivr.menus.graph import Graph
from ivr.menus.model import Tree
from ivr.words import Words

NODES = "nodes"


def with_node(path: Path, text: str, node: str, fields: Mapping[str, Any]) -> str:
    """The node with these fields, a new one behind the others. Raises TreeFault."""
    return rewritten(path, text, (NODES, node), fields)


def without_node(path: Path, text: str, node: str) -> str:
    """Raises TreeFault."""
    return dropped(path, text, (NODES, node))


def node_fields(path: Path, text: str, node: str) -> dict[str, Any] | None:
    """What stands in a node, whether it makes sense or not; None when there is no such node. Raises TreeFault."""
    value = value_at(path, text, (NODES, node))
    return value if isinstance(value, dict) else None


def node_at(path: Path, text: str, line: int) -> str:
    """The node in which this line (from 1) stands; empty for one that is in none. Raises TreeFault."""
    found = ""
    for name_there, (key, value) in entries(mapping_at(Text(path, text, yaml.CSafeLoader), (NODES,))).items():
        if key.start_mark.line < line <= value.end_mark.line + 1:
            found = name_there
    return found


def with_copy(path: Path, text: str, node: str, copy: str) -> str:
    """The node once more behind itself, under another name. Raises TreeFault."""
    written = Text(path, text, yaml.CSafeLoader)
    key, value = entries(mapping_at(written, (NODES,)))[node]
    first, last = written.line_start(key.start_mark.index), written.line_end(written.end(value))
    lines = text[first : key.start_mark.index] + _name(copy) + text[key.end_mark.index : last]
    return written.with_edits([Edit(last, last, f"\n\n{lines}")])


def with_name(path: Path, text: str, tree: Tree, node: str, new: str) -> str:
    """The node under another name, wherever it is named; `tree` is what the text means. Raises TreeFault."""
    written = Text(path, text, yaml.CSafeLoader)
    key = entries(mapping_at(written, (NODES,)))[node][0]
    renamed = [Edit(key.start_mark.index, key.end_mark.index, _name(new))]
    for place in _naming(tree, node):
        value = entries(mapping_at(written, place[:-1]))[place[-1]][1]
        renamed.append(Edit(value.start_mark.index, value.end_mark.index, _name(new)))
    return written.with_edits(renamed)


def refuse_taken(path: Path, there: Container[str], node: str) -> None:
    """Raises TreeFault for a name that no new node can have."""
    if not re.fullmatch(r"\w{1,32}", node):
        told = Words(
            f"{node!r} 不能作节点的名字；只能用字母、数字和 _，最多 32 个",
            f"{node!r} is no name of a node; write letters, digits and _ only, 32 at most",
        )
        raise TreeFault(path, 0, told)
    if node in there:
        told = Words(f"已经有节点 {node}；请换个名字", f"there is a node {node} already; take another name")
        raise TreeFault(path, 0, told)


def _naming(tree: Tree, node: str) -> Iterator[Place]:
    """Every place in the file where the node is named."""
    for place, name_there in _names(tree):
        if name_there == node:
            yield tuple(map(str, place))


def _names(tree: Tree) -> Iterator[tuple[tuple[str | int, ...], str | None]]:
    yield from Graph(tree).roots.items()
    yield ("common", "no_input", "to"), tree.common.no_input.to
    yield ("common", "no_match", "to"), tree.common.no_match.to
    for one in tree.nodes:
        yield from tree.destinations(one)


def _name(node: str) -> str:
    return name(node, yaml.CSafeLoader, ON_A_LINE)
