"""Reads a menu tree and knows where everything in it stands."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from yaml.nodes import Node as YamlNode

from ivr.menus.explaining import explained
from ivr.menus.faults import TreeFault, read_text
from ivr.menus.model import Tree
from ivr.menus.positions import line_of
from ivr.menus.yaml_file import parse_yaml
from ivr.words import Words


@dataclass(frozen=True)
class Source:
    """A tree's file."""

    path: Path
    text: str = field(repr=False)
    root: YamlNode | None = field(repr=False)

    def line(self, place: Sequence[str | int]) -> int:
        """The line (from 1) of what stands at this place, or of the nearest thing around it."""
        return line_of(self.root, place)


@dataclass(frozen=True)
class Misread:
    """Something in the file that can't be understood."""

    line: int
    message: Words


class TreeFaults(TreeFault):
    """Several things in the tree's file can't be understood; its own text is about the first."""

    def __init__(self, path: Path, faults: Sequence[Misread]) -> None:
        super().__init__(path, faults[0].line, faults[0].message)
        self.faults = tuple(faults)


def read_tree(path: Path) -> tuple[Source, Tree]:
    """Reads the tree. Raises TreeFault with the line of what can't be understood, TreeFaults where it is much."""
    return parse_tree(path, read_text(path))


def parse_tree(path: Path, text: str) -> tuple[Source, Tree]:
    """The same of a text that stands, or would stand, in that file."""
    root, written = parse_yaml(path, text)
    source = Source(path, text, root)
    try:
        tree = Tree.model_validate(written)
    except ValidationError as fault:
        raise _faults(source, fault, written) from None
    return source, tree.model_copy(update={"version": hashlib.sha256(text.encode()).hexdigest()[:12]})


def _faults(source: Source, error: ValidationError, written: Any) -> TreeFaults:
    # A field with a typing error is both unknown and missing; the unknown one shows where.
    errors = sorted(error.errors(), key=lambda fault: fault["type"] != "extra_forbidden")
    return TreeFaults(
        source.path, [Misread(source.line(_place(one["loc"])), explained(one, written)) for one in errors]
    )


def _place(loc: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Behind a node's name pydantic puts its kind; a look-up has a field of that name, too."""
    return (*loc[:2], *loc[3:]) if loc[:1] == ("nodes",) else loc
