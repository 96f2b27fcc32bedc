"""Menus on a real telephone line: type-ahead, a person, silence."""

from pathlib import Path

import pytest

from tests.live.calling import call
from tests.live.conftest import System
from tests.live.ears import Ears, hears

pytestmark = pytest.mark.live


def test_three_keys_in_one_second_reach_the_third_menu(system: System, ears: Ears, tmp_path: Path) -> None:
    typed = call(system, "1+1+1", tmp_path / "a.wav", listen_seconds=8)
    pressed = typed.report.pressed
    assert pressed[-1].up - pressed[0].down < 1.0
    assert system.last_steps()[:3] == [("M00", "match"), ("M10", "match"), ("M11", "match")]
    assert hears("请输入十八位身份证号码", typed.heard_after_last_key(ears))


def test_nobody_answers_key_0_so_the_caller_is_told_and_goes_on(system: System, ears: Ears, tmp_path: Path) -> None:
    words = call(system, "1 0", tmp_path / "a.wav").heard_after_last_key(ears)
    assert hears("正在为您转接人工", words)
    assert hears("无人接听", words)
    assert hears("查询养老保险请按一", words)


def test_who_says_nothing_is_never_left_in_silence_and_never_just_cut_off(
    system: System, ears: Ears, tmp_path: Path
) -> None:
    silent = call(system, "w60", tmp_path / "a.wav")
    assert silent.report.ended_by == "system"
    assert hears("再见", ears.hear(silent.recording))
    assert system.last_call()["outcome"] == "gave_up"
