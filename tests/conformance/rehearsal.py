"""A dialogue made ready for a real call: its person is one of the demo's, and a rehearsal tells when each key is due."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from pydantic import SecretStr

from ivr.benefits.demo import DemoPerson
from ivr.phone.caller.keys import Press as PressKeys
from ivr.phone.caller.keys import Step
from ivr.phone.caller.keys import Wait as WaitSeconds
from ivr.simulator.dialogue import Dialogue
from ivr.simulator.given import Answer
from ivr.simulator.keys import Person
from ivr.simulator.line import Said
from ivr.simulator.reading import Written
from ivr.simulator.running import Performance, Stage
from ivr.simulator.spoken_values import Declared
from ivr.simulator.steps import Hear, Press

HEARD_SECONDS = 1.8
"""A prompt that is to be recognised is heard so long before a key ends it."""
KEY_SECONDS = 0.12
LAST_SECONDS = 5.0
"""For the last prompt to come: words that are in no vocabulary are spoken while the caller waits."""


@dataclass(frozen=True)
class Rehearsed:
    """How a call should go."""

    title: str
    caller: str
    keys: tuple[Step, ...]
    pressed: tuple[float, ...]
    """When each key is due."""
    heard: tuple[tuple[Hear, Said, float], ...]
    """What should be heard, and until when."""


def suits(dialogue: Dialogue, person: DemoPerson) -> bool:
    """Whether the demo has recorded of the person what the dialogue gives."""
    looked_up = {name: answer for name, answer in dialogue.given.answers.items() if name in person.facts}
    return (
        person.initial_pin == (dialogue.given.pin == "initial")
        and all(
            len(answer.rows) == len(person.facts[name]) or (len(answer.rows) > 1 and len(person.facts[name]) > 1)
            for name, answer in looked_up.items()
        )
        and all(_case(answer) in ("", _case_of(person, name)) for name, answer in looked_up.items())
    )


def _case(answer: Answer) -> str:
    return (answer.rows[0].get("case") or "") if answer.rows else ""


def _case_of(person: DemoPerson, name: str) -> str:
    return str(person.facts[name][0].get("case", "")) if person.facts[name] else ""


def rehearse(one: Written, person: DemoPerson, caller: str, stage: Stage) -> Rehearsed:
    """Raises AssertionError when the dialogue itself comes out otherwise."""
    whose = Person(SecretStr(person.id_number), SecretStr(person.pin))
    own = replace(one, dialogue=_of_person(one.dialogue, person, caller, stage.declared))
    performance = Performance(own, replace(stage, person=whose))
    failure = performance.play()
    assert failure is None, str(failure)
    player, driver = performance.player, performance.driver
    pressed = tuple(at for at, _ in player.pressed)
    end = max(driver.now, player.heard[-1][1].at + HEARD_SECONDS)
    heard = tuple((step, said, _until(said, pressed, driver.line.said, end)) for step, said in player.heard)
    return Rehearsed(one.dialogue.title, caller, tuple(_steps(player.pressed, end)), pressed, heard)


def _of_person(dialogue: Dialogue, person: DemoPerson, caller: str, declared: Declared) -> Dialogue:
    given = dialogue.given.model_copy(deep=True)
    words: dict[str, str] = {}
    for name, answer in dialogue.given.answers.items():
        if name in person.facts:
            rows = tuple({column: str(row[column]) for column in declared.kinds[name]} for row in person.facts[name])
            words |= _translated(name, answer, rows, declared)
            given.answers[name] = answer.model_copy(update={"rows": rows})
    steps = tuple(_slower(before, _reworded(step, words)) for before, step in pairwise((None, *dialogue.steps)))
    return dialogue.model_copy(update={"given": given, "steps": steps, "caller": caller})


def _translated(name: str, answer: Answer, rows: Any, declared: Declared) -> dict[str, str]:
    """What the dialogue's values are called, and what the person's are."""
    pairs = zip(answer.rows, rows, strict=False)
    told = ((declared.words(name, ours), declared.words(name, theirs)) for ours, theirs in pairs)
    return {
        value.get_secret_value(): theirs[column].get_secret_value()
        for ours, theirs in told
        for column, value in ours.items()
    }


def _reworded(step: Any, words: dict[str, str]) -> Any:
    if not isinstance(step, Hear):
        return step
    texts = list(step.hear)
    for old, new in words.items():
        if len(old) > 3:
            texts = [text.replace(old, new) for text in texts]
    return step.model_copy(update={"hear": tuple(texts)})


def _slower(before: Any, step: Any) -> Any:
    if isinstance(step, Press) and isinstance(before, Hear):
        return step.model_copy(update={"after": max(step.after, HEARD_SECONDS)})
    return step


def _steps(pressed: list[tuple[float, str]], end: float) -> Iterator[Step]:
    """Each wait counts from the release of the key before it."""
    released = 0.0
    for at, key in pressed:
        yield WaitSeconds(max(0.0, at - released))
        yield PressKeys((key,))
        released = at + KEY_SECONDS
    yield WaitSeconds(max(0.0, end - released) + LAST_SECONDS)


def _until(said: Said, pressed: tuple[float, ...], all_said: list[Said], end: float) -> float:
    """When it was cut off or over."""
    others = (*pressed, *(one.at for one in all_said), end)
    return min([said.at + said.seconds, *(at for at in others if at > said.at)])
