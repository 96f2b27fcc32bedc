"""Reads a menu tree and knows where everything in it stands."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from pydantic import ValidationError
from yaml.nodes import Node as YamlNode

from ivr.menus.faults import TreeFault, read_text
from ivr.menus.model import Tree
from ivr.menus.positions import DuplicateKey, compose, line_of, refuse_duplicates


@dataclass(frozen=True)
class Source:
    """A tree's file."""

    path: Path
    root: YamlNode | None = field(repr=False)

    def line(self, place: Sequence[str | int]) -> int:
        """The line (from 1) of what stands at this place, or of the nearest thing around it."""
        return line_of(self.root, place)


def read_tree(path: Path) -> tuple[Source, Tree]:
    """Reads the tree. Raises TreeFault with the line of the first thing that can't be understood."""
    text = read_text(path)
    try:
        source = Source(path, compose(text))
        refuse_duplicates(source.root)
        tree = Tree.model_validate(yaml.safe_load(text))
    except DuplicateKey as fault:
        raise TreeFault(path, fault.line, str(fault)) from None
    except yaml.MarkedYAMLError as fault:
        raise TreeFault.from_yaml(path, fault) from None
    except ValidationError as fault:
        raise _first_fault(source, fault) from None
    return source, tree.model_copy(update={"version": hashlib.sha256(text.encode()).hexdigest()[:12]})


def _first_fault(source: Source, error: ValidationError) -> TreeFault:
    # A field with a typing error is both unknown and missing; the unknown one shows where.
    fault = min(error.errors(), key=lambda fault: fault["type"] != "extra_forbidden")
    place = fault["loc"]
    return TreeFault(source.path, source.line(place), f"{'.'.join(map(str, place)) or 'the file'}: {fault['msg']}")
