"""Menus on a real telephone line: type-ahead, a person, silence."""

from pathlib import Path

import pytest

from ivr.spoken.utterance import Rate
from tests.live.calling import beginning, call
from tests.live.conftest import System

pytestmark = pytest.mark.live


def test_three_keys_in_one_second_reach_the_third_menu(system: System, tmp_path: Path) -> None:
    typed = call(system, "1+1+1", tmp_path / "a.wav", listen_seconds=8)
    pressed = typed.report.pressed
    assert pressed[-1].up - pressed[0].down < 1.0
    assert system.last_steps()[:3] == [("M00", "match"), ("M10", "match"), ("M11", "match")]
    assert beginning(system, "A10") in typed.samples()


def test_nobody_answers_key_0_so_the_caller_is_told_and_offered_to_be_called_back(
    system: System, tmp_path: Path
) -> None:
    alone = call(system, "1 0 w12", tmp_path / "a.wav").samples_after_last_key()
    assert beginning(system, "transferring") in alone
    assert beginning(system, "nobody_answers") in alone
    assert beginning(system, "T10") in alone


def test_who_says_nothing_is_never_left_in_silence_and_never_just_cut_off(system: System, tmp_path: Path) -> None:
    silent = call(system, "w80", tmp_path / "a.wav")
    assert silent.report.ended_by == "system"
    assert beginning(system, "E06", Rate.SLOW) in silent.samples()
    assert system.last_call()["outcome"] == "gave_up"
