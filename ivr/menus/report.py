"""What each answer costs a caller: keys, and seconds for who hears every prompt to its end."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ivr.menus.cheapest import Search
from ivr.menus.service import Service


@dataclass(frozen=True)
class Task:
    """An answer or a change, and the shortest way to it."""

    node: str
    title: str
    keys: int
    seconds: float
    is_measured: bool
    """Whether everything that is heard on the way is rendered."""
    way: tuple[str, ...]


def tasks(service: Service, seconds: Callable[[str], float | None]) -> Iterator[Task]:
    """Every query and change that can be reached, in the order of the tree."""
    found = Search(service, seconds).run()
    for name, node in service.tree.nodes.items():
        if name in found:
            caller = found[name]
            yield Task(name, node.title, caller.keys, round(caller.seconds, 1), caller.is_measured, caller.way)
