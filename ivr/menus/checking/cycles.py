"""Finds what goes round in circles."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")


def cycles(starts: Iterable[T], after: Callable[[T], Iterable[T]]) -> Iterator[Sequence[T]]:
    """At least one circle of each knot that can be reached from the starts."""
    done: set[T] = set()
    for start in starts:
        if start not in done:
            yield from _from(start, after, done)


def _from(start: T, after: Callable[[T], Iterable[T]], done: set[T]) -> Iterator[Sequence[T]]:
    path, todo = [start], [iter(after(start))]
    while path:
        found = next(todo[-1], None)
        if found is None:
            done.add(path.pop())
            todo.pop()
        elif found in path:
            yield path[path.index(found) :]
        elif found not in done:
            path.append(found)
            todo.append(iter(after(found)))
