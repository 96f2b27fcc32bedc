"""The cheapest way to every answer: few keys, then little to hear. A login on the way is part of it."""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from ivr.menus.graph import Graph, Way
from ivr.menus.measuring import length
from ivr.menus.model import (
    WANTED,
    Act,
    Answer,
    Ask,
    Authenticate,
    Choices,
    Confirm,
    Level,
    Query,
    Record,
    Say,
    Transfer,
)
from ivr.menus.service import Service

KEYS = {"id_number": 18, "pin": 6, "case_number": 12, "phone": 11, "mobile": 11}
SECONDS_A_KEY = 0.5
ON = ("options", "to", "then", "cases", "otherwise", "accepted", "closed")
"""Why a caller goes on who makes no mistake."""


@dataclass(frozen=True, order=True)
class Caller:
    """Somebody on the way, the cheapest first: who needs nobody in the office, presses few keys and hears little."""

    transfers: int
    keys: int
    seconds: float
    node: str
    level: Level
    wanted: str = ""
    way: tuple[str, ...] = ()
    is_measured: bool = True


class Search:
    """The cheapest way to every node, as far as the caller is known there."""

    def __init__(self, service: Service, seconds: Callable[[str], float | None]) -> None:
        self._graph = Graph(service.tree)
        self._service = service
        self._seconds = seconds

    def run(self) -> dict[str, Caller]:
        todo = [Caller(0, 0, 0.0, self._graph.tree.start, Level.L0)]
        seen: set[tuple[str, Level, str]] = set()
        found: dict[str, Caller] = {}
        while todo:
            caller = heapq.heappop(todo)
            spot = (caller.node, caller.level, caller.wanted)
            if spot not in seen and caller.node in self._graph.tree.nodes:
                seen.add(spot)
                for following in self._arrive(caller, found):
                    heapq.heappush(todo, following)
        return found

    def _arrive(self, caller: Caller, found: dict[str, Caller]) -> Iterator[Caller]:
        node = self._graph.node(caller.node)
        caller = replace(caller, way=(*caller.way, caller.node))
        if isinstance(node, Query | Act) and caller.level < node.level:
            yield from self._log_in(caller) if isinstance(node, Query) else ()
            return
        if isinstance(node, Query | Act):
            found.setdefault(caller.node, caller)
        yield from self._go_on(self._heard(caller, node), node)

    def _log_in(self, caller: Caller) -> Iterator[Caller]:
        login = self._graph.tree.login
        to = login.id_number if caller.level < Level.L1 else login.pin
        yield replace(caller, node=to, wanted=caller.node)

    def _heard(self, caller: Caller, node: object) -> Caller:
        """What is said in the node, once."""
        names = [node.answer] if isinstance(node, Answer) else []
        if isinstance(node, Choices | Ask | Say | Record | Transfer):
            names.append(node.prompt)
        for name in names:
            if name in self._service.wording:
                said = length(self._service.wording, name, self._seconds)
                measured = caller.is_measured and said.is_measured
                caller = replace(caller, seconds=caller.seconds + said.seconds, is_measured=measured)
        return caller

    def _go_on(self, caller: Caller, node: object) -> Iterator[Caller]:
        for way in self._graph.ways[caller.node]:
            if way.exit in ON:
                keys = _keys(node, way)
                yield replace(
                    caller,
                    transfers=caller.transfers + isinstance(node, Transfer),
                    keys=caller.keys + keys,
                    seconds=caller.seconds + keys * SECONDS_A_KEY,
                    node=caller.wanted if way.to == WANTED else way.to,
                    level=_level(node, way, caller.level),
                    wanted="" if way.to == WANTED else caller.wanted,
                )


def _keys(node: object, way: Way) -> int:
    if way.option:
        return len(str(way.place[3]))
    if isinstance(node, Ask):
        return KEYS[node.what]
    return int(isinstance(node, Record))  # the # that ends it


def _level(node: object, way: Way, level: Level) -> Level:
    if isinstance(node, Authenticate):
        return Level.L2
    if isinstance(node, Ask) and node.what == "id_number":
        return Level.L0
    if isinstance(node, Answer):
        level = min(level, Level.L2)
    if not (way.option and way.option.accept):
        return level
    proved = Level.L1 if isinstance(node, Confirm) else Level.L3
    return max(level, proved)
