"""From what a caller heard and what should have been said: the longest dead air, and how soon keys were answered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from ivr.bench.calls import silent_start
from ivr.bench.route import Route
from ivr.bench.soak.heard import ANSWER_WINDOW, Made, Press
from ivr.phone.caller.codec import FRAME
from ivr.phone.caller.ear import FRAME_SECONDS
from ivr.simulator.line import Said
from ivr.speech.store import Store
from ivr.spoken.utterance import Fixed, Rate, Recording, Utterance

ITS_OWN_END = 1.0
"""The last second of a prompt is not looked at: here and there it ends some packets apart."""
AT_ONCE = 0.02
"""What the replay says later than this after a key was looked up, or a PIN checked, first."""

Span = tuple[float, float]


@dataclass(frozen=True)
class Opening:
    """How a prompt's file begins."""

    silence: float
    """Seconds: no wait, for they are the prompt's own."""
    print: int
    """Of its first packet with sound."""


@dataclass
class Waits:
    """Seconds from a key's release to the prompt it leads to, without the prompt's own first silence."""

    menus: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    """Behind a look-up, a change or a PIN check."""
    plain: list[float] = field(default_factory=list)
    unheard: int = 0
    """Prompts that did not begin within two seconds, or whose beginning was not recognised."""

    def note(self, kept: list[float], wait: float | None) -> None:
        if wait is None:
            self.unheard += 1
        else:
            kept.append(wait)


def dead_air(call: Made, said: Sequence[Said]) -> float:
    """The longest silence in a time in which the system should have spoken. A caller's own recording is silence here."""
    spans = [
        (one.at, min(one.at + one.seconds - ITS_OWN_END, call.seconds))
        for one in said
        if not any(isinstance(part, Recording) for part in one.utterance)
    ]
    cut = [(start, min(stop, following)) for (start, stop), following in zip(spans, _nexts(call, said), strict=False)]
    return max((_overlap(silence, span) for silence in _silences(call) for span in cut), default=0.0)


def _nexts(call: Made, said: Sequence[Said]) -> Iterator[float]:
    """Until when each could be heard: a key, or the next prompt, cuts it off."""
    moments = sorted([*(at for at, _ in call.keys), *(one.at for one in said), call.seconds])
    for one in said:
        if not any(isinstance(part, Recording) for part in one.utterance):
            yield next((at for at in moments if at > one.at), call.seconds)


def _silences(call: Made) -> Iterator[Span]:
    edges = [0.0, *(edge for sound in call.sounds for edge in sound), call.seconds]
    return ((edges[place], edges[place + 1]) for place in range(0, len(edges), 2))


def _overlap(one: Span, other: Span) -> float:
    return min(one[1], other[1]) - max(one[0], other[0])


class Openings:
    """How prompts begin, by the very files that Asterisk plays. Prints are those of this process and of its forks."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, utterance: Utterance, rate: Rate) -> Opening | None:
        """None for what begins with the caller's own words."""
        first = utterance[0]
        path = self._store.rendered(first, rate) if isinstance(first, Fixed) else None
        return opening(str(path.with_suffix(""))) if path else None


@cache
def opening(sound: str) -> Opening:
    silence = silent_start(sound)
    begin = round(silence / FRAME_SECONDS) * FRAME
    return Opening(silence, hash(Path(f"{sound}.alaw").read_bytes()[begin : begin + FRAME]))


def listen(call: Made, said: Sequence[Said], openings: Openings, waits: Waits) -> None:
    for press, until in _turns(call):
        first = next((one for one in said if press.up <= one.at < until and one.utterance), None)
        start = openings.of(first.utterance, first.rate) if first else None
        if first and start:
            kept = waits.menus if first.at - press.up <= AT_ONCE else waits.answers
            waits.note(kept, _wait(call, press.up, until, start))


def listen_plain(call: Made, route: Route, sounds: Mapping[str, str], waits: Waits) -> None:
    for number, (press, until) in enumerate(_turns(call)):
        menu = route.heard[number % len(route.heard)]
        waits.note(waits.plain, _wait(call, press.up, until, opening(sounds[menu.prompt])))


def _turns(call: Made) -> Iterator[tuple[Press, float]]:
    """Each press, and until when it can be answered. One behind which the next comes at once leads to no prompt."""
    end = Press(call.seconds, call.seconds, "")
    for press, following in pairwise((*call.presses, end)):
        if following.down - press.up >= ANSWER_WINDOW / 4:
            yield press, min(following.down, press.up + ANSWER_WINDOW)


def _wait(call: Made, since: float, until: float, start: Opening) -> float | None:
    heard = call.at[(call.at >= since) & (call.at < until) & (call.prints == start.print)]
    return float(np.min(heard)) - since - start.silence if len(heard) else None
