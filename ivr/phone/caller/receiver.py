"""Puts received packets in order and counts those that never came (RFC 3550 appendix A)."""

from itertools import pairwise

from ivr.phone.caller.rtp import Packet

_DROPOUT = 3000
"""A larger jump of sequence numbers is a new stream, not a loss."""


class Receiver:
    def __init__(self) -> None:
        self._arrived: dict[int, float] = {}
        self._ssrc: int | None = None
        self._highest = -1
        self._offset = 0

    def take(self, packet: Packet, at: float) -> bool:
        """False for a packet that was there already."""
        place = self._place(packet)
        if place in self._arrived:
            return False
        self._arrived[place] = at
        self._highest = max(self._highest, place)
        return True

    @property
    def received(self) -> int:
        return len(self._arrived)

    def losses(self) -> list[tuple[float, int]]:
        """When it was noticed, and how many packets were missing there."""
        places = sorted(self._arrived)
        holes = pairwise(places)
        return [(self._arrived[after], after - before - 1) for before, after in holes if after - before > 1]

    def _place(self, packet: Packet) -> int:
        ahead = self._ahead(packet.sequence)
        if packet.ssrc != self._ssrc or abs(ahead) > _DROPOUT:
            self._ssrc = packet.ssrc
            self._offset = self._highest + 1 - packet.sequence
            return self._highest + 1
        return self._highest + ahead

    def _ahead(self, sequence: int) -> int:
        """How far behind (negative) or ahead of the newest packet this one is, over the 16-bit wrap."""
        return (sequence - (self._highest - self._offset) + 0x8000 & 0xFFFF) - 0x8000
