"""Writes a call's turns down and knows what has become of it."""

from pydantic import SecretStr

from ivr.dialog.actions import Perform
from ivr.dialog.conversation import Turn
from ivr.dialog.noted import Noted
from ivr.dialog.state import NOTHING, State, to_json
from ivr.menus.model import Answer, Hangup, Level, Survey, Transfer, Tree
from ivr.records.models import Input, Outcome
from ivr.records.recorder import CallRecord, Said
from ivr.secret import Seal
from ivr.spoken.heard_digits import digits_heard

CASE_NUMBER = "case_number"


class Journal:
    """One call's. After each turn the call could go on in another process."""

    def __init__(self, record: CallRecord, tree: Tree, seal: Seal) -> None:
        self._record = record
        self._tree = tree
        self._seal = seal
        self.turn: Turn | None = None
        """The last one."""
        self._identified = False
        self._cases: set[str] = set()

    def write(self, turn: Turn) -> None:
        self.turn = turn
        for step in turn.steps:
            self._record.step(step.node, Input(step.input), step.outcome, step.milliseconds, _said(step.noted))
        self._note_cases(turn.state)
        known = turn.state.level > Level.L0
        if known and not self._identified:
            self._record.identify(turn.state.id_number)
        self._identified = known
        # A change must not begin before its number is on disk: the next process would make it a second one.
        sealed = self._seal.close(to_json(turn.state))
        self._record.keep(sealed, turn.state.node, surely=isinstance(turn.action, Perform))

    def _note_cases(self, state: State) -> None:
        """The case number that was keyed, and the one that a change gave: that one stands in the state as it is read out."""
        keyed, told = state.value(CASE_NUMBER), state.given.get(CASE_NUMBER, NOTHING).get_secret_value()
        for number in {keyed, digits_heard(told) or ""} - {""} - self._cases:
            self._cases.add(number)
            self._record.concerns(SecretStr(number))

    def hung_up(self, at: float) -> None:
        """The caller is gone: the step they were in is the last."""
        turn = self.turn
        if turn is None:
            self._record.end(Outcome.HUNG_UP)
            return
        milliseconds = round((at - turn.state.entered_at) * 1000)
        self._record.step(turn.state.node, Input.NONE, "hang_up", milliseconds)
        if not self._in_the_middle(turn):
            self._record.keep(None)
        self._record.end(Outcome.SELF_SERVICE if turn.state.answered else Outcome.HUNG_UP)

    def over(self) -> Outcome:
        """The call came to its end: what became of it. There is nothing to go on with."""
        self._record.keep(None)
        turn = self.turn
        if turn is None or (turn.steps and turn.steps[-1].outcome == "unspeakable"):
            return Outcome.FAILED
        node = self._tree.nodes[turn.state.node]
        if isinstance(node, Transfer):
            return Outcome.TRANSFERRED
        if isinstance(node, Hangup) and node.gave_up:
            return Outcome.GAVE_UP
        return Outcome.SELF_SERVICE if turn.state.answered else Outcome.GOODBYE

    def _in_the_middle(self, turn: Turn) -> bool:
        """Whether a caller who calls again soon would want to go on: not from the main menu, and not behind an answer."""
        state, node = turn.state, self._tree.nodes[turn.state.node]
        if state.node == self._tree.main_menu or isinstance(node, Hangup | Transfer | Survey):
            return False
        return not (state.telling or (isinstance(node, Answer) and state.rows))


def _said(noted: Noted) -> Said:
    return Said(noted.key or None, noted.words or None, noted.sureness)
