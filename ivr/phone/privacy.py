"""Says on the channel while a caller's number or PIN is to be heard: whoever listens in then hears nothing."""

from ivr.dialog.conversation import Turn
from ivr.menus.model import Ask, Authenticate, Confirm, Tree
from ivr.phone.channel import Channel

PRIVATE = "IVR_PRIVATE"


def with_a_number(tree: Tree, turn: Turn) -> bool:
    """Whether a number or PIN of the caller's is entered, read back or checked now."""
    return isinstance(tree.nodes[turn.state.node], Ask | Confirm | Authenticate)


class Privacy:
    """One call's, in this process."""

    def __init__(self, channel: Channel, tree: Tree) -> None:
        self._channel = channel
        self._tree = tree
        self._told: bool | None = None
        """Nothing yet: another process may have said it before us."""

    def on(self, turn: Turn) -> None:
        """Before the turn's action is performed. Raises Hangup."""
        private = with_a_number(self._tree, turn)
        if private is not self._told:
            self._channel.set_variable(PRIVATE, "yes" if private else "no")
            self._told = private
