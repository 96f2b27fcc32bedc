"""Tells every open live board what is new. One thread reads; each browser has a place for the newest board and no more."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog

from ivr.console.live.board import Board

log = structlog.get_logger()

LOOK_SECONDS = 1.0
"""So late a caller's step to the next node may be shown."""
MOST_WATCHERS = 20
"""Each holds a thread of the server."""


class TooManyWatchers(Exception):
    """As many boards are open as this console serves."""


class Watcher:
    """One browser's place. A slow browser misses boards; it never gets an old one."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._board: Board | None = None

    def show(self, board: Board) -> None:
        with self._news:
            self._board = board
            self._news.notify()

    def next(self, seconds: float) -> Board | None:
        """The newest board that was not taken yet; None when there is none for so long."""
        with self._news:
            self._news.wait_for(lambda: self._board is not None, seconds)
            board, self._board = self._board, None
            return board


class Broadcast:
    """Reads only while somebody watches."""

    def __init__(self, read: Callable[[], Board]) -> None:
        self._read = read
        self._watchers: list[Watcher] = []
        self._lock = threading.Lock()
        self._news = threading.Event()
        self._reading = False
        self._last: Board | None = None

    def changed(self) -> None:
        """Something happened that the board shows."""
        self._news.set()

    def now(self) -> Board:
        """For a page that is loaded."""
        return self._read()

    @contextmanager
    def watching(self) -> Iterator[Watcher]:
        """Raises TooManyWatchers."""
        watcher = Watcher()
        with self._lock:
            if len(self._watchers) >= MOST_WATCHERS:
                raise TooManyWatchers
            self._watchers.append(watcher)
            if self._last is not None:
                watcher.show(self._last)
            if not self._reading:
                self._reading = True
                threading.Thread(target=self._run, name="live-board", daemon=True).start()
        try:
            yield watcher
        finally:
            with self._lock:
                self._watchers.remove(watcher)
            self._news.set()

    def _run(self) -> None:
        while self._is_watched():
            self._news.clear()
            if (board := self._look()) and board != self._last:
                self._show(board)
            self._news.wait(LOOK_SECONDS)

    def _look(self) -> Board | None:
        try:
            return self.now()
        except Exception as fault:  # noqa: BLE001  # the thread must live: the next look may succeed
            log.error("live_board_not_read", kind=type(fault).__name__)
            return None

    def _show(self, board: Board) -> None:
        with self._lock:
            self._last = board
            for watcher in self._watchers:
                watcher.show(board)

    def _is_watched(self) -> bool:
        """Once the last watcher has gone the thread ends, and what it saw grows old."""
        with self._lock:
            self._reading = bool(self._watchers)
            if not self._reading:
                self._last = None
            return self._reading
