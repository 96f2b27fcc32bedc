"""A process of the application dies: its calls go on in another one, where they were."""

import os
import signal
import sqlite3
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from ivr.benefits.demo import DemoPerson
from tests.live.calling import (
    TOLD_SECONDS,
    Call,
    balance_in_words,
    beginning,
    call,
    call_many,
    people,
    plan,
    spoken,
    with_account,
)
from tests.live.conftest import System
from tests.waiting import wait_until

pytestmark = pytest.mark.live

WAITING = (
    "w9 1 1 1 ID 1 PIN",
    "1 w9 1 1 ID 1 PIN",
    "1 1 w8 1 ID 1 PIN",
    "1 1 1 w8 ID 1 PIN",
    "1 1 1 ID w5 1 PIN",
    "1 1 1 ID 1 w5 PIN",
    "1 1 1 ID 1 PIN",
)
"""When those who come to the read-back wait, each of these callers waits, or listens, in another node."""
READ_BACK = 5
"""The one of them."""


def worker(system: System, number: int) -> int:
    command = ["pgrep", "-P", str(system.process.pid), "-f", f"ivr serve --worker {number}"]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()[0])


def kill(system: System, number: int) -> None:
    os.kill(worker(system, number), signal.SIGKILL)


def kill_both(system: System) -> None:
    """One after the other, the first of them back: whichever has the call, another goes on with it."""
    first = Path("/proc", str(worker(system, 0)))
    kill(system, 0)
    wait_until(lambda: not first.exists())
    system.wait_for_application()
    kill(system, 1)


def resumed(system: System) -> int:
    return (system.home / "log" / "ivr.log").read_text(encoding="utf-8").count('"call_resumed"')


def test_twenty_calls_in_different_nodes_go_on_and_each_hears_its_own_answer(system: System, tmp_path: Path) -> None:
    callers, before = with_account(system, 20), resumed(system)
    plans = [plan(system, WAITING[n % len(WAITING)], tmp_path / f"{n}.wav", person) for n, person in enumerate(callers)]
    read_back = [one.caller_number for one in plans[READ_BACK :: len(WAITING)]]

    def kill_in_the_middle() -> None:
        wait_until(lambda: all(("A11", "match") in system.so_far(number) for number in read_back))
        kill(system, 0)

    with ThreadPoolExecutor() as beside:
        killed = beside.submit(kill_in_the_middle)
        heard = call_many(plans, start_rate=50)
    killed.result()
    astray = [
        WAITING[n % len(WAITING)]
        for n, (person, one) in enumerate(zip(callers, heard, strict=True))
        if spoken(system, balance_in_words(person)) not in one.sound()
    ]
    assert astray == []
    assert resumed(system) - before >= 3, "the process that was killed must have had calls"
    assert [one.outcome for one in system.calls(20)] == ["self_service"] * 20


def test_a_card_that_is_being_reported_lost_when_its_process_dies_is_reported_once(
    system: System, tmp_path: Path
) -> None:
    somebody = next(person for person in people(system, 100) if can_report(person))
    database = sqlite3.connect(system.home / "benefits.db", isolation_level=None)
    losses = database.execute("SELECT count(*) FROM card_losses").fetchone()[0]
    done: list[Call] = []

    def report() -> None:
        keys = "2 1 1 ID 1 PIN ~ 1"
        done.append(call(system, keys, tmp_path / "a.wav", somebody, listen_seconds=25, caller_number="13911112222"))

    caller = threading.Thread(target=report)
    caller.start()
    wait_until(lambda: last_step(system) == ("C211", "found"), 60)
    database.execute("BEGIN IMMEDIATE")  # nobody can write now: the change waits
    wait_until(lambda: last_step(system) == ("C211", "match"), 60)
    before = resumed(system)
    kill_both(system)
    wait_until(lambda: resumed(system) > before)
    database.execute("ROLLBACK")
    caller.join()
    assert beginning(system, "resumed") in done[0].sound()
    assert database.execute("SELECT count(*) FROM card_losses").fetchone()[0] == losses + 1
    database.close()


def can_report(person: DemoPerson) -> bool:
    return not person.initial_pin and [row["case"] for row in person.facts["card_to_lose"]] == ["normal"]


def last_step(system: System) -> tuple[str, str] | None:
    """Read from the database itself: a command would take longer than a change waits."""
    with closing(sqlite3.connect(system.home / "ivr.db")) as ours:
        found: tuple[str, str] | None = ours.execute(
            "SELECT node, outcome FROM steps ORDER BY at DESC LIMIT 1"
        ).fetchone()
        return found


def test_who_is_cut_off_in_the_middle_is_offered_to_go_on(system: System, tmp_path: Path) -> None:
    somebody = with_account(system, 3)[2]
    call(system, "1 1 1 ID 1", tmp_path / "a.wav", somebody, listen_seconds=1, caller_number="13922223333")
    again = call(
        system, "~ 1 PIN", tmp_path / "b.wav", somebody, caller_number="13922223333", listen_seconds=TOLD_SECONDS
    )
    assert beginning(system, "R90") in again.sound()
    assert spoken(system, balance_in_words(somebody)) in again.sound()
    third = call(system, "", tmp_path / "c.wav", caller_number="13922223333", listen_seconds=2)
    assert beginning(system, "M00") in third.sound()
