"""Many calls at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

Result = TypeVar("Result")


def at_once(count: int, do: Callable[[int], Result]) -> list[Result]:
    """What came of each call, in the order of their numbers from 0."""
    together = Barrier(count)

    def call(number: int) -> Result:
        together.wait()
        return do(number)

    with ThreadPoolExecutor(count) as calls:
        return list(calls.map(call, range(count)))
