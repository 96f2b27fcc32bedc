"""Who watches gets the newest board; who is slow gets no old one; nobody watching costs nothing."""

import threading

import pytest

from ivr.console.live import broadcast
from ivr.console.live.board import Board
from ivr.console.live.broadcast import Broadcast, TooManyWatchers
from tests.waiting import wait_until


class Changing:
    """A board that the test changes; each look is counted."""

    def __init__(self) -> None:
        self.up = True
        self.looks = 0
        self.fails = False

    def read(self) -> Board:
        self.looks += 1
        if self.fails:
            raise ZeroDivisionError
        return Board(self.up, (), ())


@pytest.fixture
def changing() -> Changing:
    return Changing()


@pytest.fixture
def live(changing: Changing) -> Broadcast:
    return Broadcast(changing.read)


def readers() -> int:
    return sum(thread.name == "live-board" for thread in threading.enumerate())


def test_news_reach_every_watcher_and_nothing_new_is_no_news(live: Broadcast, changing: Changing) -> None:
    with live.watching() as one, live.watching() as other:
        assert one.next(10) == other.next(10)
        assert one.next(0) is None
        changing.up = False
        live.changed()
        for watcher in (one, other):
            board = watcher.next(10)
            assert board
            assert not board.up


def test_a_slow_watcher_gets_the_newest_board_alone(live: Broadcast, changing: Changing) -> None:
    with live.watching() as slow, live.watching() as quick:
        assert quick.next(10)
        for up in (False, True, False):
            changing.up = up
            live.changed()
            assert quick.next(10)
        board = slow.next(10)
        assert board
        assert not board.up
        assert slow.next(0) is None


def test_the_reader_ends_with_the_last_watcher_and_begins_again_with_the_next(live: Broadcast) -> None:
    wait_until(lambda: readers() == 0)  # those of the tests before
    for _ in range(2):
        with live.watching() as watcher:
            assert watcher.next(10)
            assert readers() == 1
        wait_until(lambda: readers() == 0)


def test_a_look_that_fails_ends_nothing(live: Broadcast, changing: Changing) -> None:
    with live.watching() as watcher:
        assert watcher.next(10)
        changing.fails = True
        live.changed()
        looks = changing.looks
        wait_until(lambda: changing.looks > looks)
        changing.fails, changing.up = False, False
        assert watcher.next(10)


def test_no_more_watchers_than_threads_are_for_them(live: Broadcast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broadcast, "MOST_WATCHERS", 1)
    with live.watching(), pytest.raises(TooManyWatchers), live.watching():
        pass
    with live.watching():
        pass
