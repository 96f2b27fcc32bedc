"""What became of the callers in each node."""

from dataclasses import dataclass

from ivr.records.models import Input, Outcome
from ivr.records.reports.models import ending, is_ending
from ivr.records.reports.report import Share, StepsCounted, Visits, counted

OF_RECORDINGS = frozenset({"recorded", "no_input", "person"})
OF_PERSONS = frozenset({"answered", "no_answer"})
"""A look-up can have `answered`, too: of a letter, say. But no call ends there as taken by a person."""


@dataclass(frozen=True)
class NodeFigures:
    node: str
    calls: int
    entries: int
    """How often callers came there; more than `calls` where they came back."""
    went_on: int
    hung_up: int
    """Those who hung up there, whether they had had an answer or not."""
    lost: int
    """Those who hung up there before any answer."""
    no_input: int
    no_match: int
    keys: int
    """Turns by key or number."""
    speech: int

    @property
    def drop_off(self) -> Share:
        return Share(self.hung_up, self.entries)


@dataclass(frozen=True)
class LookupFigures:
    node: str
    asked: int
    answered: int
    """By something other than that nothing is recorded; a PIN check always has an answer."""
    nothing: int
    failed: int
    slow: int
    late: int
    """Those behind which a filler was said."""
    milliseconds: int
    """Of all together."""

    @property
    def mean_ms(self) -> int | None:
        return round(self.milliseconds / self.asked) if self.asked else None


def node_figures(visits: Visits) -> list[NodeFigures]:
    """The most visited first."""
    figures = (_of_node(visits, node, calls) for node, calls in visits.reached.items())
    return sorted(figures, key=lambda one: (-one.entries, one.node))


def _of_node(visits: Visits, node: str, calls: int) -> NodeFigures:
    entries = sum(way.times for way in visits.came_to(node))
    ways = {way.target: way.times for way in visits.went_from(node)}
    outcomes = counted((row.outcome, row.steps) for row in visits.steps_in(node))
    inputs = counted((row.input, row.steps) for row in visits.steps_in(node))
    return NodeFigures(
        node=node,
        calls=calls,
        entries=entries,
        went_on=sum(times for target, times in ways.items() if not is_ending(target)),
        hung_up=outcomes["hang_up"],
        lost=ways.get(ending(Outcome.HUNG_UP), 0),
        no_input=outcomes["no_input"],
        no_match=outcomes["no_match"],
        keys=inputs[Input.KEY] + inputs[Input.KEYS],
        speech=inputs[Input.SPEECH],
    )


def lookup_figures(visits: Visits) -> list[LookupFigures]:
    """The most asked first."""
    figures = (_of_lookup(node, _asked(visits, node)) for node in visits.reached)
    return sorted((one for one in figures if one.asked), key=lambda one: (-one.asked, one.node))


def _asked(visits: Visits, node: str) -> list[StepsCounted]:
    """What databases answered in the node."""
    results = [row for row in visits.steps_in(node) if row.input == Input.RESULT and row.outcome not in OF_RECORDINGS]
    taken = any(way.target == ending(Outcome.TRANSFERRED) for way in visits.went_from(node))
    outcomes = {row.outcome for row in results}
    of_person = outcomes <= OF_PERSONS and (taken or "no_answer" in outcomes)
    return [] if of_person else results


def _of_lookup(node: str, asked: list[StepsCounted]) -> LookupFigures:
    outcomes = counted((row.outcome, row.steps) for row in asked)
    failed, slow, nothing = outcomes["failed"], outcomes["slow"], outcomes["nothing"]
    return LookupFigures(
        node=node,
        asked=outcomes.total(),
        answered=outcomes.total() - failed - slow - nothing,
        nothing=nothing,
        failed=failed,
        slow=slow,
        late=sum(row.late for row in asked),
        milliseconds=sum(row.milliseconds for row in asked),
    )
