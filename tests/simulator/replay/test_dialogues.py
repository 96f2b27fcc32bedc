"""Every dialogue's call, had once more by nothing but what the call log would keep of it."""

from collections.abc import Iterator
from pathlib import Path

from ivr.menus.service import read_service
from ivr.records.models import Input
from ivr.records.recorded import Chosen, Recorded
from ivr.settings import DIALPLAN, PROMPTS
from ivr.simulator.reading import Written, dialogue_files, read_dialogues
from ivr.simulator.replay.following import Follower
from ivr.simulator.running import Performance, Stage
from ivr.simulator.spoken_values import declared

DIALOGUES = Path(__file__).parents[2] / "conformance"
STAGE = Stage(read_service(DIALPLAN, PROMPTS), declared(DIALPLAN))


def had_in_the_shipped_menus() -> Iterator[Written]:
    for file in dialogue_files([DIALOGUES]):
        for one in read_dialogues(file):
            dialogue = one.dialogue
            if not (dialogue.tree or dialogue.office.model_fields_set or dialogue.earlier_call):
                yield one


def recorded(one: Written) -> Recorded:
    """The dialogue's call as the log has it."""
    performance = Performance(one, STAGE)
    assert performance.play() is None
    driver = performance.driver
    steps = [
        Chosen(step.node, Input(step.input), step.outcome, step.milliseconds, step.noted.key, step.noted.words)
        for step in driver.steps
    ]
    if driver.hung_up:
        steps.append(Chosen(driver.turn.state.node, Input.NONE, "hang_up", 1000, "", ""))
    began = one.dialogue.at.replace(tzinfo=STAGE.service.office.zone)
    return Recorded("c0ffee", began, "1", tuple(steps))


def test_it_goes_where_it_went_unless_the_callers_own_number_or_rows_decide() -> None:
    follower = Follower(STAGE.service, STAGE.declared)
    calls = {one.dialogue.title: recorded(one) for one in had_in_the_shipped_menus()}
    astray = [title for title, call in calls.items() if not follower.follow(call, follower).faithful]
    assert len(calls) > 200
    assert len(astray) <= 0.01 * len(calls), astray
