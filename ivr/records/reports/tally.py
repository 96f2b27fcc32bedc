"""Adds calls up. The same code counts those that are over, for good, and those that are not yet, for one look."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, cast
from zoneinfo import ZoneInfo

from sqlalchemy import Column, Table

from ivr.records.models import Input, Outcome
from ivr.records.reports.course import Course, course, interactions
from ivr.records.reports.models import (
    BETWEEN,
    ENTRY,
    LONGEST_PATH,
    CallSums,
    NodeSums,
    PathSums,
    StepSums,
    WaySums,
    ending,
)

IN_TIME_SECONDS = 15.0
"""GB/T 33358-2016: a call is answered within this time."""
LATE_MS = 600
"""A look-up that takes longer has a filler."""

CALLS, STEPS, NODES, WAYS, PATHS = (
    cast("Table", sums.__table__) for sums in (CallSums, StepSums, NodeSums, WaySums, PathSums)
)

Key = tuple[object, ...]
"""The values of a table's primary key, in its order."""
Sums = dict[Key, list[int]]
"""The values of its other columns."""


def keys(table: Table) -> list[Column[Any]]:
    return list(table.primary_key.columns)


def values(table: Table) -> list[Column[Any]]:
    return [column for column in table.columns if not column.primary_key]


class CallRow(NamedTuple):
    id: str
    started_at: datetime
    answered_at: datetime | None
    tree_version: str
    outcome: str | None


class StepRow(NamedTuple):
    node: str
    input: str
    outcome: str
    milliseconds: int


class Tally:
    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self.sums: dict[Table, Sums] = {
            CALLS: defaultdict(lambda: [0, 0, 0]),
            STEPS: defaultdict(lambda: [0, 0, 0]),
            NODES: defaultdict(lambda: [0]),
            WAYS: defaultdict(lambda: [0]),
            PATHS: defaultdict(lambda: [0, 0]),
        }

    def enter(self, call: CallRow, steps: Sequence[StepRow]) -> None:
        inputs = [step.input for step in steps]
        began = call.started_at.astimezone(self._zone)
        of = (began.date(), call.tree_version, Input.SPEECH in inputs)
        self._enter_call(call, of, began.hour, course(call.outcome, interactions(inputs)))
        self._enter_steps(of, steps)
        nodes = [step.node for step in steps]
        self._enter_ways(of, nodes, ending(call.outcome or Course.OPEN))
        self._enter_paths(of, list(dict.fromkeys(nodes)), lost=call.outcome == Outcome.HUNG_UP)

    def _enter_call(self, call: CallRow, of: tuple[date, str, bool], hour: int, course: Course) -> None:
        sums = self.sums[CALLS][*of, hour, str(call.outcome or Course.OPEN), str(course)]
        sums[0] += 1
        if call.answered_at is not None:
            sums[1] += 1
            sums[2] += (call.answered_at - call.started_at).total_seconds() <= IN_TIME_SECONDS

    def _enter_steps(self, of: tuple[date, str, bool], steps: Sequence[StepRow]) -> None:
        table = self.sums[STEPS]
        for step in steps:
            sums = table[*of, step.node, step.input, step.outcome]
            sums[0] += 1
            sums[1] += step.milliseconds
            sums[2] += step.milliseconds > LATE_MS

    def _enter_ways(self, of: tuple[date, str, bool], nodes: Sequence[str], end: str) -> None:
        """Several steps in a row in one node are one visit."""
        ways, here = self.sums[WAYS], ENTRY
        for node in nodes:
            if node != here:
                ways[*of, here, node][0] += 1
                here = node
        ways[*of, here, end][0] += 1

    def _enter_paths(self, of: tuple[date, str, bool], reached: Sequence[str], *, lost: bool) -> None:
        nodes, paths = self.sums[NODES], self.sums[PATHS]
        for node in reached:
            nodes[*of, node][0] += 1
        for length in range(1, min(len(reached), LONGEST_PATH) + 1):
            sums = paths[*of, BETWEEN.join(reached[:length])]
            sums[0] += 1
            sums[1] += lost and length == len(reached)
