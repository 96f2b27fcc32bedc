"""Where calls would have gone another way, and how many."""

from collections import Counter
from dataclasses import dataclass

from ivr.records.recorded import Recorded
from ivr.simulator.replay.following import Follower, Way


@dataclass(frozen=True)
class Parting:
    """The same answer in the same place leads elsewhere."""

    node: str
    """Where; empty for the beginning of the call."""
    by: str
    before: str
    """The node it led to."""
    now: str
    fits: bool
    """Whether it still means something there."""


@dataclass(frozen=True)
class Replayed:
    calls: int
    same: int
    partings: tuple[tuple[Parting, int], ...]
    """With the number of calls that part there first, the most first."""
    in_part: int
    """Calls that could only be followed to where they went by what their caller heard, and are compared up to there."""
    unknown: int
    """Calls in versions that are not there."""
    answered_before: int
    answered_now: int
    """Calls in which an answer is heard."""


class Tally:
    """Counts calls one by one."""

    def __init__(self) -> None:
        self._partings: Counter[Parting] = Counter()
        self._counts: Counter[str] = Counter()

    def add(self, call: Recorded, origin: Follower | None, draft: Follower) -> None:
        """`origin` has the menus that the call had."""
        self._counts["calls"] += 1
        if origin is None:
            self._counts["unknown"] += 1
            return
        before = origin.follow(call, origin)
        now = draft.follow(call, origin, most=len(before.turnings) - 1)
        self._counts["in_part"] += not before.faithful
        self._counts["answered_before"] += before.answered
        self._counts["answered_now"] += now.answered
        if (parting := _first(before, now)) is None:
            self._counts["same"] += 1
        else:
            self._partings[parting] += 1

    def told(self) -> Replayed:
        names = ("calls", "same", "in_part", "unknown", "answered_before", "answered_now")
        counts = {name: self._counts[name] for name in names}
        return Replayed(partings=tuple(self._partings.most_common()), **counts)


def _first(before: Way, now: Way) -> Parting | None:
    for was, is_now in zip(before.turnings, now.turnings, strict=False):
        if (was.to, was.fitted) != (is_now.to, is_now.fitted):
            return Parting(was.node, was.by, was.to, is_now.to, is_now.fitted)
    return None
