"""Records a call by Asterisk's MixMonitor, stretch by stretch: what is private was in no file at any time.

What is private is told in `privacy.py`. The talk with a person is that person's telephone's to record.
"""

from collections.abc import Callable

from ivr.dialog.actions import Listen, Say
from ivr.dialog.conversation import Turn
from ivr.menus.model import Transfer, Tree
from ivr.phone.channel import Channel
from ivr.phone.privacy import is_private
from ivr.recordings.folder import Folder


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
        talk = isinstance(self._tree.nodes[turn.state.node], Transfer)
        wanted = not (talk or is_private(self._tree, turn))
        if wanted is self._runs or (wanted and not isinstance(turn.action, Listen | Say)):
            return  # what is looked up in between is soon over, and its answer likely private
        if self._runs is not False:
            self._channel.execute("EXEC", "StopMixMonitor")
        if wanted:
            begin = round(self._now() * 1000)
            self._channel.execute("EXEC", "MixMonitor", str(self._folder.stretch(self._call, begin)))
        self._runs = wanted
