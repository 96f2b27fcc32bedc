"""Reads the YAML files that clerks write: each value, and the line where it stands."""

from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import Node

from ivr.menus.faults import TreeFault, read_text
from ivr.menus.positions import DuplicateKey, refuse_duplicates

_INVISIBLE = yaml.reader.Reader.NON_PRINTABLE


def read_yaml(path: Path, loader: type[yaml.CSafeLoader] = yaml.CSafeLoader) -> tuple[Node | None, Any]:
    """The file as nodes with their places, and as values. Raises TreeFault with the line of the first thing that is wrong."""
    text = read_text(path)
    if found := _INVISIBLE.search(text):
        raise TreeFault(path, text.count("\n", 0, found.start()) + 1, "remove the invisible character")
    reading = loader(text)
    try:
        root = reading.get_single_node()
        refuse_duplicates(root)
        return root, reading.construct_document(root) if root else None
    except DuplicateKey as fault:
        raise TreeFault(path, fault.line, str(fault)) from None
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        raise TreeFault(path, line, f"not YAML: {fault.problem}") from None
    finally:
        reading.dispose()
