"""The way to a person, tried beside a random call: by key 0, in an entry by twice #."""

from collections.abc import Iterator

from pydantic import SecretStr

from ivr.dialog.actions import Listen, Say
from ivr.dialog.conversation import Turn
from ivr.dialog.events import Key
from ivr.menus.model import Act, Ask, Hangup, Record, Transfer
from tests.dialog.random_caller import Seen
from tests.dialog.random_house import House

_FAR_ENOUGH = 2
"""Choices between the menu of the night and what it offers."""


def finds_nobody(house: House, seen: Seen) -> str:
    """What the call comes to instead of a person; at night a menu with something better will do."""
    state = seen.turn.state
    if not isinstance(seen.turn.action, Listen) or state.entry.get_secret_value():
        return ""
    turn, keys = seen.turn, "##" if isinstance(house.node(state.node), Ask) else "0"
    for at, key in enumerate(keys, start=round(max(seen.at, state.entered_at, state.flush_until)) + 2):
        if not _is_person(house, turn):
            turn = house.engine.on(turn.state, Key(at, SecretStr(key)))
    return "" if _is_person(house, turn) or _offers(house, turn) else turn.state.node


def _is_person(house: House, turn: Turn) -> bool:
    return isinstance(house.node(turn.state.node), Transfer) and isinstance(turn.action, Say)


def _offers(house: House, turn: Turn) -> bool:
    """Whether the caller can choose a call-back, a message or goodbye here."""
    closed = not house.office.is_open(house.moment(turn.state))
    near = {turn.state.node}
    for _ in range(_FAR_ENOUGH):
        near |= {found for name in near for found in _chosen(house, name)}
    return closed and any(isinstance(house.node(name), Act | Hangup | Record) for name in near)


def _chosen(house: House, name: str) -> Iterator[str]:
    for way in house.graph.ways[name]:
        yield from house.graph.arrivals(way.to)
