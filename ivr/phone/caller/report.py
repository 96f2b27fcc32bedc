"""What became of a test call."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ivr.phone.caller.ear import Prompt
from ivr.phone.caller.hand import Pressed
from ivr.phone.caller.signalling import Party


@dataclass(frozen=True)
class Moment:
    at: float
    """Seconds since the INVITE, as all times of a report."""
    what: str


class Heard(NamedTuple):
    """One RTP packet."""

    at: float
    sound: bool
    print: int
    """Alike for packets with the same audio, within one run of Python."""


@dataclass(frozen=True)
class CallReport:
    timeline: tuple[Moment, ...]
    answered_at: float
    ended_at: float
    ended_by: Party
    codec: str
    prompts: tuple[Prompt, ...]
    pressed: tuple[Pressed, ...]
    packets_received: int
    packets_lost: int
    worst_lateness: float
    """How late our own 20 ms clock ran at worst, in seconds: over 0.02 the machine was too busy to measure."""
    recording: Path | None
    packets: tuple[Heard, ...] = field(default=(), repr=False)

    def answers(self) -> list[float | None]:
        """For each press, seconds from the key's release to the first sound of the next prompt: the first after a
        silence of 40 ms. None where the next key came first, or where no silence parts the prompts."""
        return [_wait(press, sound) for press, sound in zip(self.pressed, self._next_prompts(), strict=True)]

    def answers_like(self, openings: Sequence[int | None]) -> list[float | None]:
        """The same, exact also where prompts follow each other without a silence: looks for the packets with which
        they begin, as they were in calls in which each key followed a `~`. For prompts that are played from A-law files
        over an A-law call: the same one comes as the same packets."""
        sounds = [
            _first((packet.at for packet in self.packets if packet.print == opening), up, end)
            for opening, (up, end) in zip(openings, self._turns(), strict=True)
        ]
        return [_wait(press, sound) for press, sound in zip(self.pressed, sounds, strict=True)]

    def openings(self) -> list[int | None]:
        """For each press, the print of the packet with which the next prompt begins to sound."""
        prints: dict[float | None, int] = {packet.at: packet.print for packet in self.packets}
        return [prints.get(sound) for sound in self._next_prompts()]

    def summary(self) -> dict[str, object]:
        """For JSON: all but the packets. Seconds to the millisecond."""
        return {
            "answered_at": round(self.answered_at, 3),
            "ended_at": round(self.ended_at, 3),
            "ended_by": self.ended_by,
            "codec": self.codec,
            "timeline": [{"at": round(moment.at, 3), "what": moment.what} for moment in self.timeline],
            "answers": [None if wait is None else round(wait, 3) for wait in self.answers()],
            "packets_received": self.packets_received,
            "packets_lost": self.packets_lost,
            "worst_lateness": round(self.worst_lateness, 3),
            "recording": str(self.recording) if self.recording else None,
        }

    def _next_prompts(self) -> list[float | None]:
        starts = [prompt.start for prompt in self.prompts if prompt.after_silence]
        return [_first(starts, up, end) for up, end in self._turns()]

    def _turns(self) -> Iterator[tuple[float, float]]:
        ends = [*(press.down for press in self.pressed[1:]), float("inf")]
        return ((press.up, end) for press, end in zip(self.pressed, ends, strict=True))


def _first(moments: Iterable[float], begin: float, end: float) -> float | None:
    return next((moment for moment in moments if begin <= moment < end), None)


def _wait(press: Pressed, sound: float | None) -> float | None:
    return None if sound is None else sound - press.up
