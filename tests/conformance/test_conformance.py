"""Every dialogue of this folder on the virtual clock: what the hotline does, rule by rule."""

from collections import Counter
from pathlib import Path

import pytest

from ivr.menus.service import read_service
from ivr.settings import DIALPLAN, PROMPTS
from ivr.simulator.reading import Written, dialogue_files, read_dialogues
from ivr.simulator.running import Stage, run_dialogue
from ivr.simulator.spoken_values import declared

HERE = Path(__file__).parent
DIALOGUES = [one for file in dialogue_files([HERE]) for one in read_dialogues(file)]
STAGE = Stage(read_service(DIALPLAN, PROMPTS), declared(DIALPLAN))


def name(one: Written) -> str:
    return f"{one.path.stem}:{one.line()}"


@pytest.mark.parametrize("one", DIALOGUES, ids=name)
def test_dialogue(one: Written) -> None:
    failure = run_dialogue(one, STAGE)
    assert failure is None, str(failure)


def test_no_two_dialogues_share_a_title() -> None:
    assert [title for title, times in Counter(one.dialogue.title for one in DIALOGUES).items() if times > 1] == []


def test_enough_of_them_are_made_as_real_calls_too() -> None:
    assert sum(one.dialogue.live for one in DIALOGUES) >= 25
