"""An Asterisk that has the calls it is given and notes what it is asked."""

from ivr.phone.manager import Channel, SwitchUnavailable


class FakeSwitch:
    def __init__(self) -> None:
        self.up = True
        self.lines: tuple[Channel, ...] = ()
        self.asked: list[tuple[str, ...]] = []

    def channels(self) -> tuple[Channel, ...]:
        return self.lines if self.up else ()

    def hang_up(self, channel: Channel) -> None:
        self._do("hang_up", channel.unique_id)

    def listen_in(self, channel: Channel, extension: str) -> None:
        self._do("listen_in", channel.unique_id, extension)

    def listen_by(self, listener: Channel, channel: Channel) -> None:
        self._do("listen_by", listener.unique_id, channel.unique_id)

    def _do(self, *asked: str) -> None:
        self.asked.append(asked)
        if not self.up:
            raise SwitchUnavailable("Asterisk can't be reached")
