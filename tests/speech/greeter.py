"""What a process beside ours does in the tests. A child finds it by name, which it could not in a test's own file."""

import os
import time
from multiprocessing.connection import Connection


def work(line: Connection, greeting: str) -> None:
    """Greets, tells its number, dies or hangs, as it is asked."""
    while True:
        match line.recv():
            case "die":
                os._exit(1)
            case "hang":
                time.sleep(60)
            case "number":
                line.send(os.getpid())
            case name:
                line.send(f"{greeting} {name}")
