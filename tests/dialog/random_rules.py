"""What holds in every turn of every call, whatever a caller does."""

import re
from collections.abc import Iterator

from pydantic import SecretStr

from ivr.dialog.actions import Listen, LookUp, Perform, Record, Say, Transfer, Verify
from ivr.dialog.events import Key, Silence
from ivr.dialog.id_number import check_id_number
from ivr.dialog.state import State, from_json
from ivr.menus import model
from ivr.menus.model import Choices, Confirm, Level
from ivr.spoken.utterance import Personal, Utterance, plain
from tests.dialog import random_people
from tests.dialog.random_caller import Seen
from tests.dialog.random_house import MARK, House

_OUTCOME = re.compile(r"[a-z_]+|score_[1-8]")
_INPUTS = ("keys", "key", "none", "result")
_NEVER_WORDS = "，。、；？！"
_MOST_TOLD = 30
"""Notices that can be due at once: an answer of twelve rows, with its beginning and its end, on the way to a menu."""


def faults(house: House, seen: Seen) -> Iterator[str]:
    """What does not hold."""
    for rule in RULES:
        yield from rule(house, seen)


def _kept(house: House, seen: Seen) -> Iterator[str]:
    if from_json(seen.kept) != seen.turn.state:
        yield "the state that was kept is another"


def _bounded(house: House, seen: Seen) -> Iterator[str]:
    state = seen.turn.state
    if len(set(state.history)) < len(state.history):
        yield "a node is twice in the history"
    if not (0 <= state.no_input < 6 and 0 <= state.no_match < 6 and 0 <= state.failures < 6):
        yield "a counter is not bounded"
    if max(len(state.notice), len(state.answer)) > _MOST_TOLD or len(state.values) > 12:
        yield "what is remembered is not bounded"


def _performable(house: House, seen: Seen) -> Iterator[str]:
    match seen.turn.action:
        case Listen() as action:
            if action.seconds <= 0:
                yield "listens for no time"
            if not action.utterance and not _between_keys(seen):
                yield "asks nothing"
            yield from _heard(house, seen.turn.state, action.utterance)
        case Say() as action:
            if not action.utterance:
                yield "says nothing"
            yield from _heard(house, seen.turn.state, action.utterance)
        case LookUp() | Perform() | Verify() as action:
            yield from _heard(house, seen.turn.state, action.filler)


def _between_keys(seen: Seen) -> bool:
    """A number is being keyed, or what had to be heard to its end has just been said."""
    said = seen.before is not None and isinstance(seen.before.action, Say)
    return said or seen.turn.state.entry.get_secret_value() != ""


def _heard(house: House, state: State, utterance: Utterance) -> Iterator[str]:
    words = plain(utterance).get_secret_value()
    if "{" in words or "}" in words:
        yield f"a place is not filled: {words}"
    if any(isinstance(part, Personal) and not part.text.get_secret_value().strip(_NEVER_WORDS) for part in utterance):
        yield f"a place is filled with nothing: {words}"


def _nobody_elses(house: House, seen: Seen) -> Iterator[str]:
    """What is remembered, and so can be said, is about the person whose number was keyed last."""
    own = house.mark(seen.turn.state.id_number.get_secret_value())
    if set(MARK.findall(seen.kept.decode())) - {own}:
        yield "knows something of another person"


def _known_well_enough(house: House, seen: Seen) -> Iterator[str]:
    state, action = seen.turn.state, seen.turn.action
    if isinstance(action, Verify) and (check_id_number(action.id_number) or len(action.pin.get_secret_value()) != 6):
        yield "checks what can't be right"
    if isinstance(action, LookUp | Perform):
        node = house.node(state.node)
        shape = house.shape(node)
        if state.level < getattr(node, "level", Level.L0):
            yield "asks for somebody who is not known well enough"
        if "id_number" in shape.wants and (state.level < Level.L1 or check_id_number(state.id_number)):
            yield "asks about somebody who is not known"
        missing = [name for name in shape.wants if not action.values.get(name, SecretStr("")).get_secret_value()]
        if missing:
            yield f"asks without {missing}"


def _confirmed(house: House, seen: Seen) -> Iterator[str]:
    """Who changes something has just said that they mean it; another process may ask for the same change again."""
    before, action = seen.before, seen.turn.action
    if not isinstance(action, Perform):
        return
    node = house.node(seen.turn.state.node)
    again = before is not None and seen.event is None and isinstance(before.action, Perform)
    if before and action.number != before.state.acts + (not again):
        yield "the number of the change is not its own"
    if isinstance(node, model.Act) and node.level is Level.L3 and not (again or _accepts(house, seen)):
        yield "changes something that nobody accepted"


def _accepts(house: House, seen: Seen) -> bool:
    before, event = seen.before, seen.event
    if before is None or not isinstance(event, Key | Silence):
        return False
    node = house.node(before.state.node)
    if isinstance(node, Confirm) or not isinstance(node, Choices) or before.state.level < Level.L2:
        return False
    typed = before.state.entry.get_secret_value()
    typed += event.key.get_secret_value() if isinstance(event, Key) else ""
    return typed in node.options and node.options[typed].accept


def _written_down(house: House, seen: Seen) -> Iterator[str]:
    """The call log and a person who is rung get no digit of what was keyed."""
    for step in seen.turn.steps:
        if step.node not in house.service.tree.nodes or step.input not in _INPUTS:
            yield f"writes {step} down"
        if not _OUTCOME.fullmatch(step.outcome):
            yield f"writes {step} down"
    action = seen.turn.action
    if isinstance(action, Transfer):
        words = [word for word in action.reason.split() if word not in house.service.tree.nodes]
        if any(not _OUTCOME.fullmatch(word) for word in words):
            yield f"tells a person {action.reason}"
    if isinstance(action, Record) and not re.fullmatch(r"message-\d+", action.name):
        yield f"records as {action.name}"


def _forgotten(house: House, seen: Seen) -> Iterator[str]:
    before = seen.before
    if before and isinstance(before.action, Verify) and seen.event and random_people.PIN in seen.kept.decode():
        yield "the PIN is still there behind its check"


RULES = (_kept, _bounded, _performable, _nobody_elses, _known_well_enough, _confirmed, _written_down, _forgotten)
