"""A report counted another way: call by call, figure by figure, over all of the log. Slow, and easily seen to be right."""

from collections.abc import Sequence
from itertools import groupby

from ivr.records.models import Outcome
from tests.records.reports.log import ZONE, Logged

CALLERS = ("key", "keys", "speech")


def of_day(calls: Sequence[Logged], first: object, last: object) -> list[Logged]:
    return [call for call in calls if first <= call.began.astimezone(ZONE).date() <= last]  # type: ignore[operator]


def outcome(calls: Sequence[Logged], wanted: Outcome | None) -> int:
    return len([call for call in calls if call.outcome == wanted])


def turns(call: Logged) -> int:
    return len([step for step in call.steps if step[1].value in CALLERS])


def left_at_once(calls: Sequence[Logged]) -> int:
    return len([call for call in _ended(calls) if not turns(call) and not _to_person(call) and not _broken(call)])


def person(calls: Sequence[Logged], *, at_once: bool) -> int:
    return len([call for call in _ended(calls) if _to_person(call) and (turns(call) < 3) == at_once])


def machine_only(calls: Sequence[Logged]) -> int:
    return len([call for call in _ended(calls) if turns(call) and not _to_person(call) and not _broken(call)])


def broken(calls: Sequence[Logged]) -> int:
    return len([call for call in calls if _broken(call)])


def answered(calls: Sequence[Logged], within: float) -> int:
    return len([call for call in calls if call.waited is not None and call.waited <= within])


def been_to(calls: Sequence[Logged], node: str) -> int:
    return len([call for call in calls if any(step[0] == node for step in call.steps)])


def visits(call: Logged) -> list[str]:
    return [node for node, _ in groupby(call.steps, key=lambda step: step[0])]


def entries(calls: Sequence[Logged], node: str) -> int:
    return sum(visits(call).count(node) for call in calls)


def ended_in(calls: Sequence[Logged], node: str, wanted: Outcome | None) -> int:
    return len([call for call in calls if call.outcome == wanted and visits(call)[-1:] == [node]])


def steps(calls: Sequence[Logged], node: str, wanted: str) -> int:
    return sum(1 for call in calls for step in call.steps if step[0] == node and wanted in step[1:3])


def came_by(calls: Sequence[Logged], nodes: Sequence[str]) -> int:
    """Those whose first visits were to these nodes, in this order, whatever came behind."""
    firsts = [[node for n, node in enumerate(visits(call)) if node not in visits(call)[:n]] for call in calls]
    return len([one for one in firsts if one[: len(nodes)] == list(nodes)])


def late(calls: Sequence[Logged]) -> int:
    """Look-ups over 0.6 s; the nodes of the shipped tree that ring a person are called T."""
    results = [step for call in calls for step in call.steps if step[1] == "result" and not step[0].startswith("T")]
    return len([step for step in results if step[3] > 600 and step[2] not in OF_RECORDINGS])


OF_RECORDINGS = ("recorded", "no_input", "person")


def _ended(calls: Sequence[Logged]) -> list[Logged]:
    return [call for call in calls if call.outcome is not None]


def _to_person(call: Logged) -> bool:
    return call.outcome is Outcome.TRANSFERRED


def _broken(call: Logged) -> bool:
    return call.outcome in {Outcome.FAILED, Outcome.INTERRUPTED}
