"""The dialogues that are marked `live`, as real calls: each prompt is recognised in the recording by its sound."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ivr.benefits.demo import DemoPerson
from ivr.menus.office import Office
from ivr.menus.service import Service, read_service
from ivr.phone.caller import CallPlan
from ivr.settings import PROMPTS
from ivr.simulator.dialogue import HIDDEN
from ivr.simulator.lengths import rendered
from ivr.simulator.line import Said
from ivr.simulator.reading import Written, dialogue_files, read_dialogues
from ivr.simulator.running import Stage
from ivr.simulator.spoken_values import declared
from ivr.speech.prompter import BETWEEN_SEGMENTS_MS
from ivr.spoken.utterance import Personal
from tests.conformance.rehearsal import Rehearsed, rehearse, suits
from tests.live.calling import Call, call_many, new_number, people, plan, sound_of
from tests.live.conftest import System
from tests.live.sound import BYTES_A_SECOND

pytestmark = pytest.mark.live

HERE = Path(__file__).parent.parent / "conformance"
LIVE = [one for file in dialogue_files([HERE]) for one in read_dialogues(file) if one.dialogue.live]
STARTS_A_SECOND = 0.8
ON_THE_WAY_SECONDS = 0.35
"""From a key's release until the system has it, and from the system to the recording."""
MUST_BE_HEARD_SECONDS = 1.0


@dataclass(frozen=True)
class Made:
    """A call that was made, and how it should have gone."""

    call: Call
    wanted: Rehearsed


@pytest.fixture(scope="module")
def stage(system: System) -> Stage:
    service: Service = read_service(system.settings.dialplan, PROMPTS)
    office = Office(service.office.file, ZoneInfo(system.settings.timezone))
    length = rendered(system.settings, service.phrases)
    return Stage(replace(service, office=office), declared(system.settings.dialplan), length)


@pytest.fixture(scope="module")
def calls(
    system: System, stage: Stage, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> dict[str, Made]:
    """Those that are to be judged, several at a time; each by another person and from another telephone."""
    chosen = {one.dialogue.title for one in _chosen(request)}
    somebody, folder = people(system, 1000)[::-1], tmp_path_factory.mktemp("calls")  # the last: some will be locked
    rehearsed = [_rehearsed(one, somebody, stage) for one in LIVE if one.dialogue.title in chosen]
    plans = [_plan(system, folder / f"{number}.wav", wanted) for number, wanted in enumerate(rehearsed)]
    made = call_many(plans, STARTS_A_SECOND)
    return {wanted.title: Made(call, wanted) for call, wanted in zip(made, rehearsed, strict=True)}


def _chosen(request: pytest.FixtureRequest) -> Iterator[Written]:
    for item in request.session.items:
        one = (
            item.callspec.params.get("one") if isinstance(item, pytest.Function) and hasattr(item, "callspec") else None
        )
        if isinstance(one, Written):
            yield one


def _plan(system: System, recording: Path, wanted: Rehearsed) -> CallPlan:
    return replace(plan(system, "", recording, caller_number=wanted.caller, listen_seconds=0.1), keys=wanted.keys)


def _rehearsed(one: Written, somebody: list[DemoPerson], stage: Stage) -> Rehearsed:
    person = next(person for person in somebody if suits(one.dialogue, person))
    somebody.remove(person)
    now = dt.datetime.now(stage.service.office.zone).replace(tzinfo=None)
    today = replace(one, dialogue=one.dialogue.model_copy(update={"at": now}))
    caller = "anonymous" if one.dialogue.caller == HIDDEN else new_number()
    wanted = rehearse(today, person, HIDDEN if caller == "anonymous" else caller, stage)
    return replace(wanted, caller=caller)


@pytest.mark.parametrize("one", LIVE, ids=lambda one: f"{one.path.stem}:{one.line()}")
def test_a_real_call_goes_as_written(one: Written, calls: dict[str, Made], system: System) -> None:
    made, place = calls[one.dialogue.title], 0
    recorded = made.call.sound()
    for step, said, until in made.wanted.heard:
        beginning = sound_of(system, said.utterance, said.rate)[: int(MUST_BE_HEARD_SECONDS * BYTES_A_SECOND)]
        found = recorded.find(beginning, place)
        assert found is not None, f"{one.dialogue.title}: {' '.join(step.hear)} was not heard"
        _assert_in_time(made, step.within, said, found / BYTES_A_SECOND)
        for words in _values(system, said, until):
            assert words in recorded, f"{one.dialogue.title}: not the caller's own values in {' '.join(step.hear)}"
        place = found + BYTES_A_SECOND // 2
    if one.dialogue.ends in {"goodbye", "gave_up"}:
        assert made.call.report.ended_by == "system"


def _assert_in_time(made: Made, within: float, said: Said, heard_at: float) -> None:
    """Where the dialogue says how soon it must come after the last key."""
    keys = sum(at <= said.at for at in made.wanted.pressed)
    if within <= 1 and keys and said.at - made.wanted.pressed[keys - 1] <= within:
        waited = heard_at - made.call.report.pressed[keys - 1].up
        assert waited <= within + ON_THE_WAY_SECONDS, f"{made.wanted.title}: {waited:.2f} s"


def _values(system: System, said: Said, until: float) -> Iterator[bytes]:
    """The sound of each value that was heard to its end."""
    at = said.at
    for segment in said.utterance:
        sound = sound_of(system, (segment,), said.rate)
        at += len(sound) / BYTES_A_SECOND + BETWEEN_SEGMENTS_MS / 1000
        if isinstance(segment, Personal) and at < until:
            yield sound
