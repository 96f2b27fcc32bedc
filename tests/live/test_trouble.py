"""What the caller hears when something outside is slow, wrong or gone."""

import os
import shutil
import signal
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest

from tests.live.calling import TO_THE_BALANCE, balance_in_words, call, with_account
from tests.live.conftest import System
from tests.live.ears import Ears, hears

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


def test_a_killed_application_is_apologised_for_and_the_next_call_is_answered(
    system: System, ears: Ears, tmp_path: Path
) -> None:
    killed_at: list[float] = []

    def kill() -> None:
        killed_at.append(time.monotonic())
        _kill_application(system)

    threading.Timer(4.0, kill).start()
    began = time.monotonic()
    broken = call(system, "1", tmp_path / "a.wav", listen_seconds=20)
    dead_at = killed_at[0] - began
    apology = next(prompt for prompt in broken.report.prompts if prompt.start > dead_at and prompt.after_silence)
    playing = [prompt.stop for prompt in broken.report.prompts if prompt.start < dead_at]
    assert apology.start - max(dead_at, playing[-1]) < 3.0
    assert hears("系统暂时不能为您服务", ears.hear(broken.recording))
    assert broken.report.ended_by == "system"
    system.wait_for_application()
    again = call(system, "1", tmp_path / "b.wav", listen_seconds=4)
    assert hears("查询养老保险", again.heard_after_last_key(ears))
    assert "interrupted" in [one["outcome"] for one in system.calls(3)]


def test_without_the_benefits_database_the_caller_hears_so_with_a_way_on(
    system: System, ears: Ears, tmp_path: Path
) -> None:
    somebody = with_account(system, 1)[0]
    with _without_benefits(system):
        failed = call(system, f"{TO_THE_BALANCE} ~ 2", tmp_path / "a.wav", somebody, listen_seconds=6)
    words = ears.hear(failed.recording)
    assert hears("查询系统暂时没有回应", words)
    assert hears("查询个人社保", failed.heard_after_last_key(ears))
    well = call(system, TO_THE_BALANCE, tmp_path / "b.wav", somebody).heard_after_last_key(ears)
    assert hears(balance_in_words(somebody), well), "a database that was gone must not cost a try"


def test_a_slow_look_up_is_never_silence_and_ends_with_a_way_on(system: System, ears: Ears, tmp_path: Path) -> None:
    somebody = with_account(system, 1)[0]
    with _without_benefits(system) as aside:
        slow = system.home / "benefits.db"
        shutil.copy(aside, slow)
        with sqlite3.connect(slow) as database:
            database.executescript(ENDLESS)
        database.close()
        waited = call(system, TO_THE_BALANCE, tmp_path / "a.wav", somebody, listen_seconds=16)
    words = waited.heard_after_last_key(ears)
    assert hears("正在为您查询", words)
    assert hears("查询系统暂时没有回应", words)
    after = [prompt for prompt in waited.report.prompts if prompt.start > waited.report.pressed[-1].up]
    gaps = [later.start - earlier.stop for earlier, later in pairwise(after)]
    assert max(gaps) <= 2.0


def test_three_wrong_pins_lock_the_person_on_every_telephone(system: System, ears: Ears, tmp_path: Path) -> None:
    somebody = with_account(system, 20)[19]
    wrong = "999999" if somebody.pin != "999999" else "888888"
    locked = call(system, f"1 1 1 ID 1 {wrong} {wrong} {wrong}", tmp_path / "a.wav", somebody).heard_after_last_key(
        ears
    )
    assert hears("密码今天已经输错三次", locked)
    elsewhere = call(system, TO_THE_BALANCE, tmp_path / "b.wav", somebody, caller_number="057188880000")
    words = elsewhere.heard_after_last_key(ears)
    assert hears("密码今天已经输错三次", words)
    assert not hears(balance_in_words(somebody), words)
