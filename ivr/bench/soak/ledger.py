"""The call log of a soak held against its callers: which calls it has, and what they came to."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from pydantic import SecretStr
from sqlalchemy import Engine, select

from ivr.bench.soak.heard import Made
from ivr.bench.soak.replay import Replay, Replayed, Steps
from ivr.database import transaction
from ivr.records.models import Call, Outcome, Step
from ivr.secret import Pseudonymiser


@dataclass(frozen=True)
class Logged:
    outcome: Outcome | None
    steps: Steps
    whole: bool
    """Its steps are numbered 1, 2, 3 … without a hole."""


STALLED_SECONDS = 0.18
"""A caller's telephone that sends nothing for so long leaves out the end of a key."""
RECORDED = ("no_input", "recorded")

Log = Mapping[str, Sequence[Logged]]
"""By the caller's pseudonym: one call each, if all is well."""


def read_log(engine: Engine) -> Log:
    """Raises DatabaseUnavailable."""
    log, steps = defaultdict[str, list[Logged]](list), defaultdict[str, list[tuple[int, str, str]]](list)
    with transaction(engine) as connection:
        wanted = select(Step.call_id, Step.n, Step.node, Step.outcome).order_by(Step.call_id, Step.n)
        for call_id, n, node, what in connection.execute(wanted):
            steps[call_id].append((n, node, what))
        for call_id, caller, outcome in connection.execute(select(Call.id, Call.caller_hmac, Call.outcome)):
            log[caller].append(_logged(outcome, steps[call_id]))
    return log


def _logged(outcome: Outcome | None, steps: list[tuple[int, str, str]]) -> Logged:
    whole = [n for n, _, _ in steps] == list(range(1, len(steps) + 1))
    return Logged(outcome, tuple((node, what) for _, node, what in steps), whole)


@dataclass
class Sums:
    """What was counted; `faults` names every call that is not as it must be."""

    calls: int = 0
    logged: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    scenarios: Counter[str] = field(default_factory=Counter)
    keys: int = 0
    lost: list[str] = field(default_factory=list)
    """Scenario and node of each key that was pressed and is missing in the steps."""
    faults: list[str] = field(default_factory=list)
    stalled: int = 0
    """Calls whose caller's own clock stood still for too long: which keys they pressed is not known."""
    came: Counter[str] = field(default_factory=Counter)
    """The funnel: calls by the nodes in which they have been, by the log."""
    should_have_come: Counter[str] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)
    """Calls by the node in which they ended; together they are all calls."""

    @property
    def funnel_fits(self) -> bool:
        return self.came == self.should_have_come and sum(self.ended.values()) == self.calls


class Ledger:
    def __init__(self, log: Log, pseudonymiser: Pseudonymiser, replay: Replay) -> None:
        self._log = log
        self._pseudonymiser = pseudonymiser
        self._replay = replay
        self.sums = Sums(logged=sum(map(len, log.values())))

    def enter(self, call: Made) -> Replayed:
        """Gives how the call must have gone."""
        sums, name = self.sums, call.script.name
        sums.calls += 1
        sums.scenarios[name] += 1
        sums.keys += len(call.keys)
        replayed = self._replay.of(call)
        found = self._log.get(self._pseudonymiser.of(SecretStr(call.number)), [])
        if len(found) != 1:
            sums.faults.append(f"{name}: {len(found)} calls in the log")
            return replayed
        return self._compare(call, found[0], replayed)

    def _compare(self, call: Made, logged: Logged, replayed: Replayed) -> Replayed:
        sums, name = self.sums, call.script.name
        sums.outcomes[logged.outcome or "none"] += 1
        if logged.outcome is None or not logged.whole or not logged.steps:
            sums.faults.append(f"{name}: no outcome, no steps or a hole in them")
            return replayed
        if call.lateness > STALLED_SECONDS:
            sums.stalled += 1
            replayed = replace(replayed, steps=logged.steps)
        elif not _agree(replayed, logged):
            others = (other for other in self._replay.variants(call) if _agree(other, logged))
            replayed = next(others, None) or self._otherwise(call, logged, replayed)
        elif not call.script.cut and not _kept_promise(call, logged):
            sums.faults.append(f"{name}: ended {logged.outcome}, steps {_told(logged.steps)}")
        self._count_nodes(logged.steps, replayed.steps)
        return replayed

    def _count_nodes(self, logged: Steps, wanted: Steps) -> None:
        self.sums.came.update({node for node, _ in logged})
        self.sums.should_have_come.update({node for node, _ in wanted})
        self.sums.ended[logged[-1][0]] += 1

    def _otherwise(self, call: Made, logged: Logged, replayed: Replayed) -> Replayed:
        """A key is lost when the call, without just that key, would have come to what the log has."""
        for number, node in enumerate(replayed.nodes):
            keys = [key for place, key in enumerate(call.keys) if place != number]
            without = self._replay.play(call, keys, call.seconds)
            if _agree(without, logged):
                late = f"the caller's own clock up to {1000 * call.lateness:.0f} ms late"
                self.sums.lost.append(f"{call.script.name}: key {number + 1} of {len(call.keys)}, at {node}; {late}")
                return replayed
        fault = f"{call.script.name}: logged {logged.outcome} {_told(logged.steps)}"
        self.sums.faults.append(f"{fault}; its keys give {replayed.outcome} {_told(replayed.steps)}")
        return replayed


def _agree(replayed: Replayed, logged: Logged) -> bool:
    steps = (logged.steps, _without_end_of_recording(logged.steps))
    return replayed.steps in steps and replayed.outcome == logged.outcome


def _without_end_of_recording(steps: Steps) -> Steps:
    """Who hangs up while being recorded ends the recording by it, which is a step; the replay just ends."""
    *before, last = steps
    ended = last[1] == "hang_up" and before[-1:] in [[(last[0], outcome)] for outcome in RECORDED]
    return (*before[:-1], last) if ended else steps


def _kept_promise(call: Made, logged: Logged) -> bool:
    return call.script.reaches in (*logged.steps, ("", "")) and logged.outcome == call.script.ends


def _told(steps: Steps) -> str:
    return " ".join(f"{node}:{outcome}" for node, outcome in steps)
