"""What random callers call: a service with its look-ups and changes, and people who all are known by a mark of their own."""

import re
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache, cached_property
from typing import Any

from ivr.dialog.conversation import Conversation
from ivr.dialog.state import State
from ivr.menus.checking.learned import shape_of
from ivr.menus.graph import Graph
from ivr.menus.model import Answer, Record, Survey, Transfer
from ivr.menus.office import Office
from ivr.menus.office_file import Announcement
from ivr.menus.service import Service, Shape, Shapes
from ivr.settings import DIALPLAN
from ivr.versions.offered import offered
from tests.dialog.virtual_call import service

MARK = re.compile("〔(.)〕")
"""Stands in every value about a person."""
_ANNOUNCED = {"text": "系统维护。", "from": "2026-11-24 08:00", "until": "2026-11-24 12:00"}


@dataclass(frozen=True)
class House:
    service: Service
    shapes: Shapes
    marks: dict[str, str] = field(default_factory=dict)
    """ID number to mark; there are as many as random callers key."""
    _steps: dict[str, Mapping[str, int]] = field(default_factory=dict)

    @cached_property
    def engine(self) -> Conversation:
        return Conversation(self.service.tree, self.service.wording, announcing(self.service.office))

    @cached_property
    def office(self) -> Office:
        return announcing(self.service.office)

    @cached_property
    def graph(self) -> Graph:
        return Graph(self.service.tree)

    def node(self, name: str) -> Any:  # who asks knows its kind
        return self.service.tree.nodes[name]

    def moment(self, state: State) -> datetime:
        """When the caller came to where they are."""
        return datetime.fromtimestamp(state.began + state.entered_at, UTC)

    @cached_property
    def goals(self) -> Sequence[str]:
        """What callers call for."""
        nodes = self.service.tree.nodes
        return tuple(name for name in nodes if isinstance(nodes[name], Answer | Record | Survey | Transfer))

    def steps_to(self, goal: str) -> Mapping[str, int]:
        """How far the goal is from each node from which a way leads there."""
        if goal not in self._steps:
            self._steps[goal] = dict(_steps(self.graph, goal))
        return self._steps[goal]

    def shape(self, node: Answer) -> Shape:
        return shape_of(node, self.shapes)

    def mark(self, id_number: str) -> str:
        return self.marks.setdefault(id_number, chr(0x4E00 + len(self.marks)))


def _steps(graph: Graph, goal: str) -> Iterator[tuple[str, int]]:
    """Backwards from the goal, node by node."""
    before = defaultdict(set)
    for name in graph.tree.nodes:
        for after in graph.after(name):
            before[after].add(name)
    seen, todo = {goal}, deque([(goal, 0)])
    while todo:
        name, steps = todo.popleft()
        yield name, steps
        todo += ((other, steps + 1) for other in before[name] - seen)
        seen |= before[name]


def announcing(office: Office) -> Office:
    """The office with an announcement on the Tuesday morning on which callers of tests call."""
    return replace(
        office, file=office.file.model_copy(update={"announcement": Announcement.model_validate(_ANNOUNCED)})
    )


@cache
def shipped() -> House:
    return House(service(), offered(DIALPLAN))
