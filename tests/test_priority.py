"""Who goes first is held by Linux: what it says of threads in real time, and of what they start."""

import os
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection

import pytest

from ivr.priority import BEHIND, in_real_time
from ivr.speech.process import Child

pytestmark = pytest.mark.beside


def _tell_place(line: Connection) -> None:
    line.send((os.sched_getscheduler(0), os.nice(0)))


def _place_of_a_child() -> tuple[int, int]:
    child = Child("voice", _tell_place)
    try:
        policy, niceness = child.answer(20.0)
    finally:
        child.close()
    return policy, niceness


def test_what_a_call_starts_stands_behind_the_calls_though_the_call_is_in_real_time() -> None:
    with ThreadPoolExecutor(1) as call:
        call.submit(in_real_time).result()
        policy = call.submit(os.sched_getscheduler, 0).result()
        assert call.submit(_place_of_a_child).result() == (os.SCHED_OTHER, os.nice(0) + BEHIND)
    assert policy in {os.SCHED_RR, os.SCHED_OTHER}, "without the right to real time nothing changes"
    assert os.sched_getscheduler(0) == os.SCHED_OTHER, "only the thread that asked"
