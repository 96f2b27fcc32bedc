"""The call log as tables for people, in the office's time."""

from datetime import datetime
from zoneinfo import ZoneInfo

from rich.table import Table

from ivr.records.reading import CallSeen, StepSeen


def calls_table(calls: list[CallSeen], zone: ZoneInfo) -> Table:
    table = Table("Call", "Began", "Lasted", "Caller", "Person", "Steps")
    table.add_column("Outcome", no_wrap=True)
    for call in calls:
        table.add_row(
            call.id[:8],
            f"{call.started_at.astimezone(zone):%Y-%m-%d %H:%M:%S}",
            _lasted(call.started_at, call.ended_at),
            _tail(call.caller),
            _tail(call.person),
            str(call.steps),
            call.outcome or "(running)",
        )
    return table


def steps_table(steps: list[StepSeen], zone: ZoneInfo) -> Table:
    table = Table("Step", "At", "Node", "Input", "Key", "Heard", "Score", "Outcome", "Milliseconds")
    for step in steps:
        at = f"{step.at.astimezone(zone):%H:%M:%S.%f}"[:-3]
        score = "" if step.score is None else f"{step.score:.2f}"
        said = (step.pressed or "", step.heard or "", score)
        table.add_row(str(step.n), at, step.node, step.input, *said, step.outcome, str(step.milliseconds))
    return table


def _tail(masked: str | None) -> str:
    """`…002X`: the stars of a masked number say nothing and take the room of what does."""
    return f"…{masked.lstrip('*')}" if masked and masked.strip("*") else ""


def _lasted(start: datetime, end: datetime | None) -> str:
    if end is None:
        return ""
    minutes, seconds = divmod(round((end - start).total_seconds()), 60)
    return f"{minutes}:{seconds:02}"
