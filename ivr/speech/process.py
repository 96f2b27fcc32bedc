"""A process beside ours that answers one question at a time over a pipe.

What works long without letting go of Python's lock, or hangs for good, must not do it in a process whose threads are calls.
"""

import multiprocessing
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any


class Process:
    """Starts with its first question and ends with ours. Several threads may ask; each waits for its turn."""

    def __init__(self, name: str, work: Callable[..., None], *arguments: object, first: float, others: float) -> None:
        """`work` is given its end of the line and the arguments. `first` and `others`: seconds it may take to answer."""
        self._name = name
        self._work = work
        self._arguments = arguments
        self._first, self._others = first, others
        self._turn = threading.Lock()
        self._process: BaseProcess | None = None
        self._line: Connection | None = None

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
        seconds = self._others if self._line else self._first
        line = self._line or self._start()
        line.send(question)
        if not line.poll(seconds):
            raise TimeoutError
        return line.recv()

    def _start(self) -> Connection:
        # Spawned, not forked: a fork would carry along locks that other threads hold.
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        arguments = (theirs, *self._arguments)
        self._process = context.Process(target=self._work, args=arguments, daemon=True, name=self._name)
        self._process.start()
        theirs.close()
        return self._line

    def _stop(self) -> None:
        if self._process and self._process.pid:  # one that could not be started has none
            self._process.kill()
            self._process.join()
        if self._line:
            self._line.close()
        self._process = self._line = None
