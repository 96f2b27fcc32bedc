"""Nothing private stays behind: every file that a run wrote is searched."""

import subprocess
from pathlib import Path

import pytest

from ivr.speech.prompter import MEMORY
from tests.live.calling import TO_THE_BALANCE, TOLD_SECONDS, balance_in_words, call, spoken, with_account
from tests.live.conftest import System

pytestmark = pytest.mark.live

NOT_WRITTEN_BY_CALLS = ("benefits.db",)
"""Theirs: the demo's own data."""


def test_no_file_holds_an_id_a_pin_an_amount_or_a_telephone_number(system: System, tmp_path: Path) -> None:
    somebody = with_account(system, 5)[4]
    number = "13912345678"
    heard = call(
        system, TO_THE_BALANCE, tmp_path / "a.wav", somebody, caller_number=number, listen_seconds=TOLD_SECONDS
    )
    assert spoken(system, balance_in_words(somebody)) in heard.sound(), "the call must have been a real one"
    balance = str(somebody.facts["pension_account"][0]["balance"])
    secrets = [somebody.id_number, somebody.id_number[:-1], somebody.pin, balance, balance_in_words(somebody), number]
    needles = [secret.encode(code) for secret in secrets for code in ("utf-8", "utf-16-le", "gbk")]
    searched = [path for path in system.home.rglob("*") if path.is_file() and path.name not in NOT_WRITTEN_BY_CALLS]
    assert any(path.name == "ivr.db" for path in searched)
    assert any(path.name == "messages.log" for path in searched)
    found = [path.name for path in searched if any(needle in path.read_bytes() for needle in needles)]
    assert found == []


def test_personal_audio_is_gone_when_the_call_is_over(system: System, tmp_path: Path) -> None:
    call(system, TO_THE_BALANCE, tmp_path / "a.wav", with_account(system, 1)[0], listen_seconds=3)
    folders = [folder for pid in processes(system) for folder in MEMORY.glob(f"ivr-{pid}-*")]
    assert folders, "the processes that answer calls have one each"
    assert [path.name for folder in folders for path in folder.iterdir()] == []


def processes(system: System) -> list[str]:
    """Of others on this machine callers may be listening just now."""
    children = ["pgrep", "-P", str(system.process.pid)]
    return subprocess.run(children, capture_output=True, text=True, check=True).stdout.split()
