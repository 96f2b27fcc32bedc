"""Records a call by Asterisk's MixMonitor, stretch by stretch: what is private was in no file at any time.

Private is where a number or PIN is entered, read back or checked, what is said with values of the caller's own, a message that is
kept by itself, and the talk with a person, which is that person's telephone's to record.
"""

from collections.abc import Callable

from ivr.dialog.actions import Listen, Say
from ivr.dialog.conversation import Turn
from ivr.menus.model import Record, Transfer, Tree
from ivr.phone.channel import Channel
from ivr.phone.privacy import with_a_number
from ivr.recordings.folder import Folder
from ivr.spoken.utterance import Fixed


class Tape:
    """One call's, in this process. `now` tells the seconds since the call was answered."""

    def __init__(self, channel: Channel, folder: Folder, call: str, tree: Tree, now: Callable[[], float]) -> None:
        self._channel = channel
        self._folder = folder
        self._call = call
        self._tree = tree
        self._now = now
        self._runs: bool | None = None
        """Not known yet: a process that died may have left it running."""

    def on(self, turn: Turn) -> None:
        """Before the turn's action is performed. Raises Hangup."""
        wanted = not is_private(self._tree, turn)
        if wanted is self._runs or (wanted and not isinstance(turn.action, Listen | Say)):
            return  # what is looked up in between is soon over, and its answer likely private
        if self._runs is not False:
            self._channel.execute("EXEC", "StopMixMonitor")
        if wanted:
            begin = round(self._now() * 1000)
            self._channel.execute("EXEC", "MixMonitor", str(self._folder.stretch(self._call, begin)))
        self._runs = wanted


def is_private(tree: Tree, turn: Turn) -> bool:
    if with_a_number(tree, turn) or isinstance(tree.nodes[turn.state.node], Record | Transfer):
        return True
    said = turn.action.utterance if isinstance(turn.action, Listen | Say) else ()
    return not all(isinstance(part, Fixed) for part in said)
