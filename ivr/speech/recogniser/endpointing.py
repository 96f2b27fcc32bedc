"""Where an utterance begins and ends. Fed with frames of 20 ms and whether each is voiced; without clock and without sound."""

from collections import deque
from dataclasses import dataclass, field

from ivr.speech.recogniser.voice import FRAMES_A_SECOND


@dataclass(frozen=True)
class Started:
    """Somebody speaks."""


@dataclass(frozen=True)
class Paused:
    """A silence that may be the end; the samples are those that `Ended` will bring if it is."""

    samples: bytes = field(repr=False)
    voice_seconds: float
    """How much voice is in them."""
    silence_seconds: float
    """How long it lasts so far: PAUSE_SECONDS, or LONG_PAUSE_SECONDS, or as is said of `last`."""
    last: bool
    """Whether the end, if it is one, is so near that there is just time to decode."""


@dataclass(frozen=True)
class Resumed:
    """It was not the end."""


@dataclass(frozen=True)
class Ended:
    samples: bytes = field(repr=False)


@dataclass(frozen=True)
class Dropped:
    """Too short for a word: a click or a cough."""


PAUSE_SECONDS = 0.4
LONG_PAUSE_SECONDS = 0.8
Event = Started | Paused | Resumed | Ended | Dropped


def _frames(seconds: float) -> int:
    return round(seconds * FRAMES_A_SECOND)


_START = _frames(0.10)
_START_WITHIN = _frames(0.14)
_SURE = _frames(0.08)
_SURE_WITHIN = _frames(0.20)
"""So much of it must surely be a voice: in a short digit the pitch slides, and is lost for 80 ms on the way."""
_GO_ON = _frames(0.06)
"""So much voice within that time is speech that goes on; a single frame of noise taken for voice must not put off the end."""
_BEFORE = _frames(0.30)
_SYLLABLE = _frames(0.12)
"""Nobody says one in less. The shortest of 192 words of two, in noise 20 dB below the voice, has 0.26 s of voice."""
_DROP_AFTER = _frames(0.60)
_LONGEST = _frames(20.0)
_PAUSE = _frames(PAUSE_SECONDS)
_LONG_PAUSE = _frames(LONG_PAUSE_SECONDS)
_DECODING = _frames(0.50)
"""So long before its end a silence is told for the last time: p95 of two words decoded at once."""


class Endpointer:
    """One utterance after the other, each ended by `pause_seconds` of silence or after 20 s. What has not the voice of so many
    `syllables` is none."""

    def __init__(self, pause_seconds: float, syllables: int = 1) -> None:
        self._pause = _frames(pause_seconds)
        self._last_pause = max(_PAUSE, self._pause - _DECODING)
        self._pauses = {_PAUSE, min(_LONG_PAUSE, self._last_pause), self._last_pause}
        self._marks = sorted({*self._pauses, _DROP_AFTER, self._pause})
        self._shortest = syllables * _SYLLABLE
        self._begin()

    @property
    def speaking(self) -> bool:
        return self._speaking

    def feed(self, frame: bytes, *, voiced: bool, surely: bool) -> Event | None:
        """Only what is `surely` a voice begins one."""
        self._kept.append(frame)
        self._latest.append(voiced)
        self._sure.append(surely)
        return self._go_on(voiced=voiced) if self._speaking else self._wait()

    @property
    def calm_frames(self) -> int:
        """With how many frames more nobody can have begun to speak, or paused longer than is known or come to an end. That they
        have gone on may come sooner."""
        if self._speaking:
            return next(mark for mark in self._marks if mark > self._silent) - self._silent - 1
        return max(0, _START - sum(self._latest) - 1)

    def _begin(self) -> None:
        self._kept: deque[bytes] = deque(maxlen=_BEFORE + _START_WITHIN)
        self._latest: deque[bool] = deque(maxlen=_START_WITHIN)
        self._sure: deque[bool] = deque(maxlen=_SURE_WITHIN)
        self._voiced = self._silent = 0
        self._speaking = False

    def _wait(self) -> Event | None:
        if sum(self._latest) < _START or sum(self._sure) < _SURE:
            return None
        self._speaking, self._voiced = True, sum(self._latest)
        self._kept = deque(self._kept)
        return Started()

    def _go_on(self, *, voiced: bool) -> Event | None:
        goes_on = voiced and sum(self._latest) >= _GO_ON
        was_silent, self._silent = self._silent, 0 if goes_on else self._silent + 1
        self._voiced += voiced
        too_short = self._voiced < self._shortest
        if too_short and self._silent >= min(self._pause, _DROP_AFTER):
            self._begin()
            return Dropped()
        if self._silent >= self._pause or len(self._kept) >= _LONGEST:
            return self._end()
        if goes_on and was_silent >= _PAUSE:
            return Resumed()
        if self._silent in self._pauses and not too_short:
            return self._paused()
        return None

    def _paused(self) -> Paused:
        seconds, silence = self._voiced / FRAMES_A_SECOND, self._silent / FRAMES_A_SECOND
        return Paused(self._samples(), seconds, silence, last=self._silent == self._last_pause)

    def _end(self) -> Event:
        ended = Ended(self._samples())
        self._begin()
        return ended

    def _samples(self) -> bytes:
        """Without the silence behind it: it costs decoding and holds nothing."""
        return b"".join(list(self._kept)[: len(self._kept) - max(0, self._silent - _PAUSE)])
