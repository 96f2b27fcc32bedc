"""The way that most callers took to a node, and how many were lost on it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ivr.records.reports.models import BETWEEN


@dataclass(frozen=True)
class Stage:
    node: str
    calls: int
    """Those that came here by just this way; the next stage's are among them."""
    lost: int
    """Of them, those that got no further and hung up before any answer."""


@dataclass(frozen=True)
class PathCounted:
    path: str
    calls: int
    lost: int


def commonest(paths: list[PathCounted], node: str) -> str:
    """The path that ends in the node; empty when none does."""
    ending = [one for one in paths if one.path.rpartition(BETWEEN)[2] == node]
    return max(ending, key=lambda one: (one.calls, one.path)).path if ending else ""


def beginnings(path: str) -> list[str]:
    """The path and all that lead to it, the shortest first."""
    nodes = path.split(BETWEEN) if path else []
    return [BETWEEN.join(nodes[:length]) for length in range(1, len(nodes) + 1)]


def stages(path: str, counted: Mapping[str, PathCounted]) -> Iterator[Stage]:
    for beginning in beginnings(path):
        one = counted[beginning]
        yield Stage(beginning.rpartition(BETWEEN)[2], one.calls, one.lost)
