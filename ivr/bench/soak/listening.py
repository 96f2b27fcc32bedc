"""From what a caller heard and what should have been said: the longest dead air, and how soon keys were answered."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise, zip_longest
from pathlib import Path

import numpy as np

from ivr.bench.calls import silent_start
from ivr.bench.route import Route
from ivr.bench.soak.heard import ANSWER_WINDOW, Made, Press
from ivr.phone.caller import Party
from ivr.phone.caller.codec import FRAME
from ivr.phone.caller.ear import FRAME_SECONDS
from ivr.simulator.line import Said
from ivr.speech.store import Store
from ivr.spoken.utterance import Fixed, Rate, Utterance

CUT_OFF = 0.3
"""What still sounds after a key for so long is what was said before it."""
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
    """The longest silence beyond those in which the system listens: between each key and the next, the silences that were
    heard against the pauses that there should be, so that it does not count when all is a little later."""
    times = list(_until_cut_off([(one.at, one.at + one.seconds) for one in said if one.seconds], call))
    ends = [0.0, *(press.up for press in call.presses)]
    nexts = [*(press.down for press in call.presses), call.seconds]
    # What the system says last may come later there than here, but what it ends with is said.
    said_until = [*nexts[:-1], math.inf if call.by is Party.SYSTEM else call.seconds]
    turns = zip(ends, nexts, said_until, strict=True)
    return max(
        _beyond(_within(call.sounds, begin, end), _within(times, begin, until), (begin, end))
        for begin, end, until in turns
    )


def _until_cut_off(spans: Sequence[Span], call: Made) -> Iterator[Span]:
    """A prompt ends where the next one begins, and where a key ended it."""
    moments = sorted([*(start for start, _ in spans), *(at for at, _ in call.keys)])
    for start, stop in spans:
        yield start, next((min(stop, at) for at in moments if at > start), stop)


def _within(spans: Sequence[Span], begin: float, end: float) -> list[Span]:
    """Those that began in that time or went on in it. One that the key has cut off still sounds for some packets."""
    return [(max(start, begin), min(stop, end)) for start, stop in spans if start < end and stop > begin + CUT_OFF]


def _beyond(heard: list[Span], wanted: list[Span], turn: Span) -> float:
    """The last silence is the caller's own: the system has spoken, and waits for a key."""
    until = turn[1]
    first_heard = heard[0][0] if heard else until
    first_wanted = wanted[0][0] if wanted else until
    first = first_heard - first_wanted if first_heard > turn[0] else 0.0
    rest = zip_longest(_pauses(heard), _pauses(wanted), fillvalue=0.0)
    return max(first, *(silence - pause for silence, pause in rest), 0.0)


def _pauses(spans: list[Span]) -> list[float]:
    """Between one and the next, the longest first."""
    return sorted((later[0] - one[1] for one, later in pairwise(spans)), reverse=True)


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
