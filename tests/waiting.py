"""Waits for what happens in another thread, another process or a page."""

import socket
import time
from collections.abc import Callable
from contextlib import suppress


def wait_until(happened: Callable[[], object], seconds: float = 30.0) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


def listens(address: tuple[str, int]) -> bool:
    """Whether a server takes connections there."""
    with suppress(OSError), socket.create_connection(address, timeout=1):
        return True
    return False
