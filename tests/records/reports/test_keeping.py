import threading
import time

import pytest
from sqlalchemy import Engine

from ivr.database import DatabaseUnavailable
from ivr.records.reports import keeping
from ivr.records.reports.counting import count_some
from ivr.records.reports.keeping import keep_counted
from tests.records.reports.log import ZONE, Logged, write
from tests.records.rows import calls


def test_calls_are_counted_until_it_stops_and_after_an_outage(file: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first look fails: the next one counts all that there is."""
    looks = 0

    def failing_first(*arguments: object) -> int:
        nonlocal looks
        looks += 1
        if looks == 1:
            raise DatabaseUnavailable("gone")
        return count_some(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(keeping, "count_some", failing_first)
    monkeypatch.setattr(keeping, "EVERY_SECONDS", 0.01)
    write(file, [Logged() for _ in range(3)])
    stopping = threading.Event()
    thread = threading.Thread(target=keep_counted, args=(file, ZONE, stopping))
    thread.start()
    until = time.monotonic() + 20
    while time.monotonic() < until and not all(call["counted_at"] for call in calls(file)):
        time.sleep(0.02)
    stopping.set()
    thread.join(20)
    assert not thread.is_alive()
    assert all(call["counted_at"] for call in calls(file))
