"""What a node answers to being entered and to an event."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from pydantic import SecretStr

from ivr.dialog import variables
from ivr.dialog.actions import Action, Listen, Say
from ivr.dialog.spoken_choices import SpokenChoices
from ivr.dialog.spoken_lengths import digits
from ivr.dialog.state import Notice, State
from ivr.menus.model import Ask, Choices, Tree
from ivr.menus.office import Office
from ivr.menus.wording import Wording
from ivr.spoken.question import Question
from ivr.spoken.utterance import Fixed, Rate, Utterance

ANNOUNCEMENT = "announcement"
SLOW_PATIENCE = 1.5
"""How much longer than others a caller who asked for slow speech may take for each key."""


@dataclass(frozen=True)
class Act:
    """Stay in the node and ask this of the driver."""

    state: State
    action: Action
    outcome: str = ""
    """What became of the step, for the call log; empty while it is still in progress."""


@dataclass(frozen=True)
class Go:
    """Leave for another node, or for one of `menus.model.PLACES`."""

    state: State
    to: str
    outcome: str = ""
    carried: tuple[Notice, ...] = ()
    """An answer or announcement that is said in the next node, before its prompt and with it whenever it is repeated."""


Move = Act | Go


@dataclass(frozen=True)
class Book:
    """The tree, its wording, the office's calendar and what can be said in it: what a node needs beside the caller's state."""

    tree: Tree
    wording: Wording
    office: Office
    spoken: SpokenChoices

    def moment(self, state: State) -> datetime:
        """When the caller arrived in the node where they are."""
        return datetime.fromtimestamp(state.began + state.entered_at, UTC)

    def say(self, state: State, prompt: str, values: Mapping[str, SecretStr] | None = None) -> Utterance:
        """The prompt, behind whatever the caller has to be told first. Without values it is filled from the state."""
        filled = variables.in_words(state) if values is None else values
        return (*self.notices(state), *self.wording.say(prompt, filled))

    def notices(self, state: State) -> Utterance:
        """What the caller has to be told first."""
        return self.words(state.notice)

    def words(self, notices: tuple[Notice, ...]) -> Utterance:
        return tuple(segment for notice in notices for segment in self.wording.say(notice.prompt, notice.values))

    def listen(
        self, state: State, utterance: Utterance, seconds: float, outcome: str = "", invitation: str | None = None
    ) -> Act:
        """Say this and listen, with more patience where the caller needs it; while keys are being pressed only for keys."""
        patience = SLOW_PATIENCE if state.rate is Rate.SLOW else 1.0
        hears = self._hears(state) if utterance else None
        invited = self.wording.say(invitation) if hears and invitation else ()
        listen = Listen(utterance, state.rate, seconds * patience, hears, invited)
        return Act(replace(state, notice=()), listen, outcome)

    def _hears(self, state: State) -> Question | None:
        """What may be said here: nothing where a prompt or a number is for keys only."""
        node, words = self.tree.nodes[state.node], self.spoken.question(state.node, asked_back=bool(state.in_doubt))
        if isinstance(node, Choices) and node.interrupt == "any" and not state.keys_only:
            return words
        if isinstance(node, Ask) and node.what != "pin" and not state.keys_only:
            return digits(node.what, state, words.phrases)
        return None

    def speak(self, state: State, prompt: str) -> Act:
        """Say a prompt that can't be interrupted; behind `announcement` comes the office's own text of the day."""
        today = self.office.announcement_at(self.moment(state)) if prompt == ANNOUNCEMENT else None
        utterance = (*self.words(state.told), *self.say(state, prompt), *((Fixed(today),) if today else ()))
        return Act(replace(state, notice=()), Say(utterance, state.rate))
