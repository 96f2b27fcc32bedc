"""Menus on a real telephone line: type-ahead, a person, silence."""

import pytest

from ivr.spoken.utterance import Rate
from tests.live.calling import Call, beginning, call_many, plan
from tests.live.conftest import System

pytestmark = pytest.mark.live


@pytest.fixture(scope="module")
def calls(system: System, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Call]:
    """All at the same time."""
    folder = tmp_path_factory.mktemp("calls")
    lines = {"types ahead": "1+1+1", "wants a person": "1 0 w12", "says nothing": "w80"}
    plans = [plan(system, line, folder / f"{name}.wav") for name, line in lines.items()]
    return dict(zip(lines, call_many(plans, start_rate=1), strict=True))


def test_three_keys_in_one_second_reach_the_third_menu(calls: dict[str, Call], system: System) -> None:
    typed = calls["types ahead"]
    pressed = typed.report.pressed
    assert pressed[-1].up - pressed[0].down < 1.0
    assert system.steps_from(typed.caller)[:3] == [("M00", "match"), ("M10", "match"), ("M11", "match")]
    assert beginning(system, "A10") in typed.sound()


def test_nobody_answers_key_0_so_the_caller_is_told_and_offered_to_be_called_back(
    calls: dict[str, Call], system: System
) -> None:
    alone = calls["wants a person"].sound_after_last_key()
    assert beginning(system, "transferring") in alone
    assert beginning(system, "nobody_answers") in alone
    assert beginning(system, "T10") in alone


def test_who_says_nothing_is_never_left_in_silence_and_never_just_cut_off(
    calls: dict[str, Call], system: System
) -> None:
    silent = calls["says nothing"]
    assert silent.report.ended_by == "system"
    assert beginning(system, "E06", Rate.SLOW) in silent.sound()
    assert system.call_from(silent.caller).outcome == "gave_up"
