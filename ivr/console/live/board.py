"""What the live board shows at one moment."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from math import inf

from sqlalchemy import Engine

from ivr.console.health.parts import Part
from ivr.console.languages import N_
from ivr.database import DatabaseUnavailable
from ivr.phone.manager import Channel, Switch
from ivr.records.running import Running, running


class Doing(Enum):
    """What becomes of a caller just now."""

    SELF_SERVICE = N_("自助")
    WAITING = N_("等待人工")
    TALKING = N_("与人工通话")


@dataclass(frozen=True)
class LiveCall:
    line: str
    """The unique id of its channel."""
    call: str
    """Its id in the call log."""
    caller: str
    """Masked; empty when the call log does not have the call."""
    began: datetime | None
    node: str
    title: str
    doing: Doing
    private: bool
    """The caller's number or PIN is to be heard."""
    listeners: int


@dataclass(frozen=True)
class Board:
    up: bool
    """Asterisk tells; otherwise there are no calls to be seen."""
    calls: tuple[LiveCall, ...]
    """The oldest first."""
    parts: tuple[Part, ...]

    @property
    def waiting(self) -> int:
        return sum(call.doing is Doing.WAITING for call in self.calls)


@dataclass(frozen=True)
class Menu:
    """What the nodes of a version are called, and in which of them a caller waits for a person."""

    titles: Mapping[str, str]
    transfers: Collection[str]


def read_board(switch: Switch, ours: Engine, menu: Callable[[str], Menu], parts: tuple[Part, ...]) -> Board:
    """`menu` gives that of a version."""
    channels = switch.channels()
    taken = [channel for channel in channels if channel.call]
    listened = [channel.listens for channel in channels if channel.listens]
    known = _known(ours, taken)
    menus = {version: menu(version) for version in {one.tree_version for one in known.values()}}
    calls = [_call(one, known.get(one.call), menus, listened.count(one.unique_id)) for one in taken]
    return Board(switch.up, tuple(sorted(calls, key=_age)), parts)


def _age(call: LiveCall) -> tuple[float, str]:
    return call.began.timestamp() if call.began else inf, call.line


def _known(ours: Engine, taken: list[Channel]) -> Mapping[str, Running]:
    """A board without what only the call log knows is better than none: the part `database` says that it is gone."""
    try:
        return running(ours, [channel.call for channel in taken])
    except DatabaseUnavailable:
        return {}


def _call(channel: Channel, known: Running | None, menus: Mapping[str, Menu], listeners: int) -> LiveCall:
    node = (known.node if known else None) or ""
    menu = menus[known.tree_version] if known else Menu({}, ())
    return LiveCall(
        line=channel.unique_id,
        call=channel.call,
        caller=known.caller if known else "",
        began=known.started_at if known else None,
        node=node,
        title=menu.titles.get(node, ""),
        doing=_doing(channel, waits=node in menu.transfers),
        private=channel.private,
        listeners=listeners,
    )


def _doing(channel: Channel, *, waits: bool) -> Doing:
    if channel.bridge:
        return Doing.TALKING
    return Doing.WAITING if waits else Doing.SELF_SERVICE
