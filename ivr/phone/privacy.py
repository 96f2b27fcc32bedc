"""What of a call is nobody else's, and says so on the channel: whoever listens in hears nothing then."""

from ivr.dialog.actions import Listen, LookUp, Perform, Say
from ivr.dialog.conversation import Turn
from ivr.menus.model import Ask, Authenticate, Confirm, Record, Tree
from ivr.phone.channel import Channel
from ivr.spoken.utterance import Fixed

PRIVATE = "IVR_PRIVATE"
LISTENERS = "IVR_LISTENERS"
"""The lines of those who listen in, each with a comma behind it; see extensions.conf."""


def is_private(tree: Tree, turn: Turn) -> bool:
    """A number or PIN is entered, read back or checked, a message spoken, or something said with the caller's own values."""
    if isinstance(tree.nodes[turn.state.node], Ask | Confirm | Authenticate | Record):
        return True
    said = turn.action.utterance if isinstance(turn.action, Listen | Say) else ()
    return not all(isinstance(part, Fixed) for part in said)


class Privacy:
    """One call's, in this process."""

    def __init__(self, channel: Channel, tree: Tree) -> None:
        self._channel = channel
        self._tree = tree
        self._told: bool | None = None
        """Nothing yet: another process may have said it before us."""

    def on(self, turn: Turn) -> None:
        """Before the turn's action is performed. Raises Hangup."""
        private = is_private(self._tree, turn)
        if private is self._told or (self._told and isinstance(turn.action, LookUp | Perform)):
            return  # what is looked up is soon over, and its answer likely private
        self._tell("yes" if private else "no")
        self._told = private

    def _tell(self, private: str) -> None:
        """Whoever comes to listen from now on reads it, whoever was there before is told. Nobody else has to be alive for it."""
        self._channel.set_variable(PRIVATE, private)
        for listener in self._channel.get_variable(LISTENERS).split(",")[:-1]:
            self._channel.set_variable(f"EXPORT({listener},MUTEAUDIO(out))", private)
