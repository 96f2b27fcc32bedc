"""What is kept of a call that a soak's caller made: small, for there are thousands."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ivr.bench.soak.script import Script
from ivr.phone.caller import CallReport, Party
from ivr.phone.caller.ear import FRAME_SECONDS
from ivr.phone.caller.hand import Pressed
from ivr.phone.caller.sender import GAP_FRAMES, KEY_FRAMES

ANSWER_WINDOW = 2.0
"""After so long a prompt that has not begun is late anyway."""


@dataclass(frozen=True)
class Press:
    """A key, or a number keyed in one go. Seconds since the answer, as all times here."""

    down: float
    up: float
    keys: str = field(repr=False)

    def each(self) -> Iterator[tuple[float, str]]:
        """Each key with the moment of its release, by the telephone's own rhythm."""
        rhythm = (KEY_FRAMES + GAP_FRAMES) * FRAME_SECONDS
        last = len(self.keys) - 1
        return ((self.up - (last - number) * rhythm, key) for number, key in enumerate(self.keys))


@dataclass(frozen=True)
class Made:
    """A call that was answered."""

    script: Script
    number: str = field(repr=False)
    answered: float
    """Seconds since 1970."""
    seconds: float
    by: Party
    sounds: tuple[tuple[float, float], ...]
    """From when until when something was heard."""
    presses: tuple[Press, ...]
    at: NDArray[np.float64]
    """When each packet with sound came in, of those soon after a key."""
    prints: NDArray[np.int64]
    packets_lost: int
    lateness: float

    @property
    def keys(self) -> list[tuple[float, str]]:
        return [key for press in self.presses for key in press.each()]


def made(script: Script, number: str, began: float, report: CallReport) -> Made:
    zero = report.answered_at
    at, prints = _soon(report)
    return Made(
        script=script,
        number=number,
        answered=began + zero,
        seconds=report.ended_at - zero,
        by=report.ended_by,
        sounds=tuple((prompt.start - zero, prompt.stop - zero) for prompt in report.prompts),
        presses=tuple(Press(one.down - zero, one.up - zero, _keys(one, script)) for one in report.pressed),
        at=at,
        prints=prints,
        packets_lost=report.packets_lost,
        lateness=report.worst_lateness,
    )


def _soon(report: CallReport) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Moment and print of the packets with sound within two seconds of a key. All at once: meanwhile all callers stand still."""
    count = len(report.packets)
    at = np.fromiter((packet.at for packet in report.packets), np.float64, count)
    sound = np.fromiter((packet.sound for packet in report.packets), np.bool_, count)
    prints = np.fromiter((packet.print for packet in report.packets), np.int64, count)
    ups = np.array([-ANSWER_WINDOW, *(press.up for press in report.pressed)]) - report.answered_at
    since = at - report.answered_at
    key = ups[np.searchsorted(ups, since, "right") - 1]
    soon = sound & (key >= 0) & (since - key <= ANSWER_WINDOW)
    return since[soon], prints[soon]


def _keys(pressed: Pressed, script: Script) -> str:
    what = pressed.what.split()
    if what[0] == "key":
        return what[1]
    person = script.person
    if person is None:
        return ""
    return person.pin if what[-1] == "PIN" else person.id_number.replace("X", "*")
