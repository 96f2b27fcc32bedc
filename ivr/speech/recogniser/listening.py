"""One question's turn: from the first sound to what was heard. Without sockets and without clock.

The silence that ends an utterance is longer than decoding takes. So it is decoded as soon as it may be over; when the caller goes
on, that is forgotten, and when not, what was heard is ready with the end of the silence. A number that can't get longer ends at
once.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import inf

from ivr.speech.recogniser.endpointing import Dropped, Ended, Endpointer, Event, Paused, Resumed, Started
from ivr.speech.recogniser.heard import Heard, Turn
from ivr.speech.recogniser.tune import Tune
from ivr.speech.recogniser.voice import Voice
from ivr.spoken.question import Alternative, Digits, Question, Words

SURE = 3.0
"""So much likelier, in nat, than what could go on is a number that ends what is said before the silence is over."""


@dataclass(frozen=True)
class Tell:
    """The turn has come so far; whoever waits for it is to be told."""

    turn: Turn


@dataclass(frozen=True)
class Decode:
    """`number` comes back with what was heard. A provisional one may be left undone, when there is other work."""

    number: int
    question: Question = field(repr=False)
    samples: bytes = field(repr=False)
    provisional: bool


class Listening:
    def __init__(self, question: Question, voice: Voice, numbers: Iterator[int]) -> None:
        self.heard = Heard(Turn.LISTENING)
        self._question = question
        self._voice = voice
        self._numbers = numbers
        self._endpointer = Endpointer(question.pause_seconds, _syllables(question))
        self._tune = Tune()
        self._job: int | None = None
        self._early: Heard | None = None
        self._ended = False

    @property
    def speaking(self) -> bool:
        """Whether more sound is needed to find the end of what is being said."""
        return self._endpointer.speaking and not self._ended

    @property
    def ended(self) -> bool:
        """Whether all was said that belongs to the turn."""
        return self._ended

    def frame(self, frame: bytes) -> Tell | Decode | None:
        """Sound that comes behind the end belongs to no turn."""
        if self._ended:
            return None
        voiced = self._voice.speaks(frame)
        if self._is_music(voiced=voiced):
            return self._nothing()
        return self._on(self._endpointer.feed(frame, voiced=voiced, surely=self._voice.surely))

    def _on(self, event: Event | None) -> Tell | Decode | None:
        match event:
            case Started():
                return self._tell(Heard(Turn.SPEAKING))
            case Paused(samples):
                return self._decode(samples, provisional=True)
            case Resumed():
                self._job = self._early = None
            case Dropped():
                return self._nothing()
            case Ended(samples):
                return self._end(samples)
        return None

    def decoded(self, number: int, alternatives: tuple[Alternative, ...] | None) -> Tell | None:
        """None when it could not be decoded. What the caller has since gone on from is dropped."""
        if number != self._job:
            return None
        self._job = None
        if alternatives is None:
            return self._tell(Heard(Turn.FULL)) if self._ended else None
        kind = Turn.WORDS if isinstance(self._question, Words) else Turn.DIGITS
        self._early = Heard(kind, alternatives)
        self._ended = self._ended or _is_all(self._question, alternatives)
        return self._tell(self._early) if self._ended else None

    def _is_music(self, *, voiced: bool) -> bool:
        """Single digits hold their pitch as long as notes."""
        if not (self._endpointer.speaking and isinstance(self._question, Words)):
            return False
        return self._tune.feed(voiced=voiced, held=self._voice.holds_note)

    def _nothing(self) -> Tell:
        self._ended, self._job = True, None
        return self._tell(Heard(Turn.NOISE))

    def _end(self, samples: bytes) -> Tell | Decode | None:
        self._ended = True
        if self._early:
            return self._tell(self._early)
        return None if self._job is not None else self._decode(samples, provisional=False)

    def _decode(self, samples: bytes, *, provisional: bool) -> Decode:
        self._job = next(self._numbers)
        return Decode(self._job, self._question, samples, provisional)

    def _tell(self, heard: Heard) -> Tell:
        self.heard = heard
        return Tell(heard.turn)


def _syllables(question: Question) -> int:
    """Of the shortest answer; a character is one. Two are enough to tell a word from a cough."""
    return min(2, *map(len, question.phrases)) if isinstance(question, Words) and question.phrases else 1


def _is_all(question: Question, alternatives: tuple[Alternative, ...]) -> bool:
    """Whether nothing can follow: the last digit was said, or a word in place of the number."""
    if isinstance(question, Words):
        return False
    last = [each.score for each in alternatives if _ends(question, each.text.get_secret_value())]
    going_on = [each.score for each in alternatives if not _ends(question, each.text.get_secret_value())]
    return bool(last) and max(last) >= max(going_on, default=-inf) + SURE


def _ends(question: Digits, text: str) -> bool:
    return text in question.words or len(text) == max(question.lengths, default=0) > 0
