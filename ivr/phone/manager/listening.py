"""Somebody who listens in hears nothing while a caller's number or PIN is to be heard."""

from collections.abc import Iterable, Iterator

from ivr.phone.manager.channels import Channel


class Muting:
    """What each listener's telephone was last told. On a new link nothing: then each is told again.

    The dialplan begins with the sound off, so that whoever listens while nobody tells hears nothing at the worst.
    """

    def __init__(self) -> None:
        self._off: dict[str, bool] = {}

    def due(self, channels: Iterable[Channel]) -> Iterator[tuple[Channel, bool]]:
        """The telephones whose sound is to be switched now, and whether off."""
        present = {channel.unique_id: channel for channel in channels}
        self._off = {unique_id: off for unique_id, off in self._off.items() if unique_id in present}
        for listener in present.values():
            heard = present.get(listener.listens)
            off = heard is None or heard.private
            if listener.listens and self._off.get(listener.unique_id) != off:
                self._off[listener.unique_id] = off
                yield listener, off
