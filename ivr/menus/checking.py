"""Refuses a tree that a caller could get stuck in; every finding names its line and what to write instead."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ivr.menus.faults import TreeFault
from ivr.menus.service import Service, Shapes, read_service


@dataclass(frozen=True)
class Finding:
    """Something about the tree that should be mended."""

    rule: str
    line: int
    message: str
    is_error: bool = True
    """A warning does not keep a tree from being published."""


def check(service: Service, shapes: Shapes) -> Iterator[Finding]:
    """Every finding, in the order of the rules."""
    yield from ()


def load_service(dialplan: Path, prompts: Path, shapes: Shapes) -> Service:
    """Reads and checks everything. Raises TreeFault for the first thing that a caller could get stuck in."""
    service = read_service(dialplan, prompts)
    for finding in check(service, shapes):
        if finding.is_error:
            raise TreeFault(service.source.path, finding.line, finding.message)
    return service
