"""A process beside ours that answers one question at a time over a pipe.

What works long without letting go of Python's lock, or hangs for good, must not do it in a process whose threads are calls.
"""

import multiprocessing
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from ivr.priority import behind_calls


class Child:
    """A process, and our end of the line to it. It ends with `close`, and with ours."""

    def __init__(self, name: str, work: Callable[..., None], *arguments: object) -> None:
        """`work` is given its end of the line and the arguments."""
        # Spawned, not forked: a fork would carry along locks that other threads hold.
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(work, theirs, *arguments), daemon=True, name=name)
        self._process.start()
        theirs.close()

    def send(self, question: object) -> None:
        """Raises OSError when the process is gone."""
        self._line.send(question)

    def answer(self, seconds: float) -> Any:
        """Raises EOFError or OSError when the process is gone or takes longer."""
        if not self._line.poll(seconds):
            raise TimeoutError
        return self._line.recv()

    def kill(self) -> None:
        """From any thread."""
        self._process.kill()

    def close(self) -> None:
        self._process.kill()
        self._process.join()
        self._line.close()


def _work(work: Callable[..., None], *arguments: object) -> None:
    behind_calls()
    work(*arguments)


class Process:
    """Starts with its first question and ends with ours. Several threads may ask; each waits for its turn."""

    def __init__(self, name: str, work: Callable[..., None], *arguments: object, first: float, others: float) -> None:
        """`first` and `others`: seconds it may take to answer. The rest is a Child's."""
        self._begin = partial(Child, name, work, *arguments)
        self._first, self._others = first, others
        self._turn = threading.Lock()
        self._child: Child | None = None

    def ask(self, question: object) -> Any:
        """Raises EOFError or OSError when the process is gone or took too long; the next question starts another."""
        with self._turn:
            try:
                return self._answer(question)
            except (EOFError, OSError):
                self._stop()
                raise

    def close(self) -> None:
        with self._turn:
            self._stop()

    def _answer(self, question: object) -> Any:
        seconds = self._others if self._child else self._first
        self._child = self._child or self._begin()
        self._child.send(question)
        return self._child.answer(seconds)

    def _stop(self) -> None:
        if self._child:
            self._child.close()
        self._child = None
