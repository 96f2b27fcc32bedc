"""The way that most callers went to a node, and how many were lost on it."""

from dataclasses import dataclass

from ivr.records.models import Outcome
from ivr.records.reports.models import ENTRY, ending
from ivr.records.reports.report import Report, WayCounted


@dataclass(frozen=True)
class Stage:
    node: str
    entries: int
    came: int
    """Of them, those from the stage before; from outside for the first."""
    lost: int
    """Hung up here before any answer, whichever way they came."""


def funnel(report: Report, node: str) -> list[Stage]:
    """From the first node of the call to this one, by the commonest way at each step back. Empty when nobody came here."""
    way: list[WayCounted] = []
    passed = {node}
    while node != ENTRY and (step := next((one for one in report.came_to(node) if one.origin not in passed), None)):
        way.insert(0, step)
        passed.add(step.origin)
        node = step.origin
    return [_stage(report, step) for step in way]


def _stage(report: Report, step: WayCounted) -> Stage:
    entries = sum(way.times for way in report.came_to(step.target))
    lost = sum(way.times for way in report.went_from(step.target) if way.target == ending(Outcome.HUNG_UP))
    return Stage(step.target, entries, step.times, lost)
