"""Where in a YAML file a value stands, so that an error can name the line."""

from collections.abc import Sequence

from yaml.nodes import MappingNode, Node, SequenceNode

Path = Sequence[str | int]


def line_of(root: Node | None, path: Path) -> int:
    """The line (from 1) of the value at `path`, or of the nearest thing around it that exists."""
    node, line = root, 1
    for step in path:
        found = _child(node, step)
        if found is None:
            continue  # pydantic puts the node's kind into its paths; no such key stands in the file
        key_line, node = found
        line = key_line
    return line


def _child(node: Node | None, step: str | int) -> tuple[int, Node] | None:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark.line + 1, value
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        item = node.value[step]
        return item.start_mark.line + 1, item
    return None
