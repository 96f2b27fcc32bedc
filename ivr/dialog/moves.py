"""What a node answers to being entered and to an event."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pydantic import SecretStr

from ivr.dialog.actions import Action, Listen, Say
from ivr.dialog.state import State
from ivr.menus.model import Tree
from ivr.menus.wording import Wording
from ivr.spoken.utterance import Utterance


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


Move = Act | Go


@dataclass(frozen=True)
class Book:
    """The tree and its wording: what a node needs to know beside the caller's state."""

    tree: Tree
    wording: Wording

    def say(self, state: State, prompt: str, values: Mapping[str, SecretStr] | None = None) -> Utterance:
        """The prompt, behind whatever the caller has to be told first."""
        return (*self.notices(state), *self.wording.say(prompt, values))

    def notices(self, state: State) -> Utterance:
        """What the caller has to be told first."""
        return tuple(segment for notice in state.notice for segment in self.wording.say(notice.prompt, notice.values))

    def listen(self, state: State, utterance: Utterance, seconds: float, outcome: str = "") -> Act:
        return Act(replace(state, notice=()), Listen(utterance, state.rate, seconds), outcome)

    def speak(self, state: State, prompt: str) -> Act:
        """Say a prompt that can't be interrupted."""
        return Act(replace(state, notice=()), Say(self.say(state, prompt), state.rate))
