"""What the caller hears when something outside is slow, wrong or gone."""

import os
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest

from tests.live.calling import (
    TO_THE_BALANCE,
    TOLD_SECONDS,
    balance_in_words,
    beginning,
    call,
    new_number,
    spoken,
    with_account,
)
from tests.live.conftest import System
from tests.waiting import wait_until

pytestmark = pytest.mark.live

ENDLESS = """
ALTER TABLE pension_accounts RENAME TO quick;
CREATE VIEW pension_accounts AS
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000)
  SELECT quick.* FROM quick WHERE (SELECT max(i) FROM n) > 0;
"""


@contextmanager
def _without_benefits(system: System) -> Iterator[Path]:
    """The benefits database is taken away, and comes back afterwards."""
    file = system.home / "benefits.db"
    aside = file.with_suffix(".aside")
    file.rename(aside)
    try:
        yield aside
    finally:
        aside.replace(file)


def _kill_application(system: System) -> None:
    found = subprocess.run(
        ["pgrep", "-P", str(system.process.pid), "-f", "ivr serve"], capture_output=True, text=True, check=True
    )
    for pid in found.stdout.split():
        os.kill(int(pid), signal.SIGKILL)


def test_a_killed_application_is_apologised_for_and_the_next_call_is_answered(system: System, tmp_path: Path) -> None:
    number = new_number()

    def kill() -> float:
        wait_until(lambda: system.so_far(number) == [("M00", "match")])
        _kill_application(system)
        return time.monotonic()

    with ThreadPoolExecutor() as beside:
        killed, began = beside.submit(kill), time.monotonic()
        broken = call(system, "1", tmp_path / "a.wav", caller_number=number, listen_seconds=20)
    dead_at = killed.result() - began
    prompts = [prompt for prompt in broken.report.prompts if prompt.stop > dead_at]
    assert all(later.start - earlier.stop < 3.0 for earlier, later in pairwise(prompts))
    assert beginning(system, "apology") in broken.sound()
    assert broken.report.ended_by == "system"
    system.wait_for_application()
    again = call(system, "1", tmp_path / "b.wav", listen_seconds=4)
    assert beginning(system, "M10") in again.sound()
    assert "interrupted" in [one.outcome for one in system.calls(3)]


def test_without_the_benefits_database_the_caller_hears_so_with_a_way_on(system: System, tmp_path: Path) -> None:
    somebody = with_account(system, 1)[0]
    with _without_benefits(system):
        failed = call(system, f"{TO_THE_BALANCE} ~ 1", tmp_path / "a.wav", somebody, listen_seconds=6)
    assert beginning(system, "E01") in failed.sound()
    assert beginning(system, "M40") in failed.sound_after_last_key()
    well = call(system, TO_THE_BALANCE, tmp_path / "b.wav", somebody, listen_seconds=TOLD_SECONDS)
    assert spoken(system, balance_in_words(somebody)) in well.sound(), "a database that was gone must not cost a try"


def test_a_slow_look_up_is_never_silence_and_ends_with_a_way_on(system: System, tmp_path: Path) -> None:
    somebody = with_account(system, 1)[0]
    with _without_benefits(system) as aside:
        slow = system.home / "benefits.db"
        shutil.copy(aside, slow)
        with sqlite3.connect(slow) as database:
            database.executescript(ENDLESS)
        database.close()
        waited = call(system, TO_THE_BALANCE, tmp_path / "a.wav", somebody, listen_seconds=16)
    assert beginning(system, "please_wait") in waited.sound()
    assert beginning(system, "E01") in waited.sound()
    after = [prompt for prompt in waited.report.prompts if prompt.start > waited.report.pressed[-1].up]
    gaps = [later.start - earlier.stop for earlier, later in pairwise(after)]
    assert max(gaps) <= 2.0


def test_three_wrong_pins_lock_the_person_on_every_telephone(system: System, tmp_path: Path) -> None:
    somebody = with_account(system, 60)[59]  # whom no other test calls for
    wrong = "999999" if somebody.pin != "999999" else "888888"
    keys = f"1 1 1 ID 1 {wrong} {wrong} {wrong}"
    locked = call(system, keys, tmp_path / "a.wav", somebody, listen_seconds=8)
    assert beginning(system, "S14") in locked.sound()
    elsewhere = call(
        system, TO_THE_BALANCE, tmp_path / "b.wav", somebody, caller_number="057188880000", listen_seconds=8
    )
    assert beginning(system, "S14") in elsewhere.sound()
    assert spoken(system, balance_in_words(somebody)) not in elsewhere.sound()
