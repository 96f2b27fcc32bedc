"""One question's turn: from the first sound to what was heard. Without sockets and without clock.

The silence that ends an utterance is longer than decoding takes. So it is decoded before the silence is over; when the caller
goes on, that is forgotten, and when not, what was heard is ready with the end of the silence. A number that can't get longer and
a word in place of one need not wait for it: so a number is decoded at a pause by which all of it may have been said, or a word.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from math import inf

from ivr.speech.recogniser.endpointing import (
    LONG_PAUSE_SECONDS,
    Dropped,
    Ended,
    Endpointer,
    Event,
    Paused,
    Resumed,
    Started,
)
from ivr.speech.recogniser.heard import Heard, Turn
from ivr.speech.recogniser.progress import Progress
from ivr.speech.recogniser.tune import Tune
from ivr.speech.recogniser.voice import FRAMES_A_SECOND, Voice
from ivr.spoken.question import Alternative, Digits, Question, Words

SURE = 3.0
"""So much likelier, in nat, than what could go on is a number that ends what is said before the silence is over."""

LONGEST_WORD_SECONDS = 2.0
"""Of voice: nobody takes longer for one that may be said in place of a number."""


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
        self._tune = Tune() if isinstance(question, Words) else None  # single digits are held as long as notes
        self._job: int | None = None
        self._early: Heard | None = None
        self._progress = Progress(_longest(question))
        self._has_paused = False
        self._ended = False
        self._frames = 0
        self._begun_ms = 0

    @property
    def speaking(self) -> bool:
        """Whether more sound is needed to find the end of what is being said."""
        return self._endpointer.speaking and not self._ended

    @property
    def ended(self) -> bool:
        """Whether all was said that belongs to the turn."""
        return self._ended

    @property
    def calm_frames(self) -> int:
        """With how many frames more it can't have come further."""
        return 0 if self._ended else self._endpointer.calm_frames

    def frame(self, frame: bytes) -> Tell | Decode | None:
        """Sound that comes behind the end belongs to no turn."""
        if self._ended:
            return None
        self._frames += 1
        voiced = self._voice.speaks(frame, only_whether=self._endpointer.speaking and self._tune is None)
        if self._is_music(voiced=voiced):
            return self._nothing()
        return self._on(self._endpointer.feed(frame, voiced=voiced, surely=self._voice.surely))

    def _on(self, event: Event | None) -> Tell | Decode | None:
        match event:
            case Started():
                self._begun_ms = self._frames * 1000 // FRAMES_A_SECOND
                return self._tell(Heard(Turn.SPEAKING))
            case Paused() as paused:
                return self._pause(paused)
            case Resumed():
                self._job = self._early = None
                self._has_paused = True
            case Dropped():
                return self._nothing()
            case Ended(samples):
                return self._end(samples)
        return None

    def decoded(self, number: int, alternatives: tuple[Alternative, ...] | None) -> Tell | None:
        """None when it could not be decoded. What the caller has since gone on from is dropped."""
        if alternatives:
            self._progress.learn(number, len(alternatives[0].text.get_secret_value()))
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
        if self._tune is None or not self._endpointer.speaking:
            return False
        return self._tune.feed(voiced=voiced, held=self._voice.holds_note)

    def _nothing(self) -> Tell:
        self._ended, self._job = True, None
        return self._tell(Heard(Turn.NOISE))

    def _pause(self, paused: Paused) -> Decode | None:
        """Of a longer one there is more than one moment; by the later ones it is mostly decoded already."""
        if self._early or self._job is not None or not (paused.last or self._may_be_all(paused)):
            return None
        job = self._decode(paused.samples, provisional=True)
        self._progress.give(job.number, paused.voice_seconds)
        return job

    def _may_be_all(self, paused: Paused) -> bool:
        """A word has no pause in it."""
        if isinstance(self._question, Words):
            return True
        so_short = paused.silence_seconds >= LONG_PAUSE_SECONDS and paused.voice_seconds < LONGEST_WORD_SECONDS
        may_be_word = bool(self._question.words) and not self._has_paused and so_short
        return may_be_word or self._progress.may_be_all(paused.voice_seconds, in_one_breath=not self._has_paused)

    def _end(self, samples: bytes) -> Tell | Decode | None:
        self._ended = True
        if self._early:
            return self._tell(self._early)
        return None if self._job is not None else self._decode(samples, provisional=False)

    def _decode(self, samples: bytes, *, provisional: bool) -> Decode:
        self._job = next(self._numbers)
        return Decode(self._job, self._question, samples, provisional)

    def _tell(self, heard: Heard) -> Tell:
        self.heard = replace(heard, begun_ms=self._begun_ms)
        return Tell(heard.turn)


def _syllables(question: Question) -> int:
    """Of the shortest answer; a character is one. Two are enough to tell a word from a cough."""
    return min(2, *map(len, question.phrases)) if isinstance(question, Words) and question.phrases else 1


def _longest(question: Question) -> int:
    return max(question.lengths, default=0) if isinstance(question, Digits) else 0


def _is_all(question: Question, alternatives: tuple[Alternative, ...]) -> bool:
    """Whether nothing can follow: the last digit was said, or a word in place of the number."""
    if isinstance(question, Words):
        return False
    last = [each.score for each in alternatives if _ends(question, each.text.get_secret_value())]
    going_on = [each.score for each in alternatives if not _ends(question, each.text.get_secret_value())]
    return bool(last) and max(last) >= max(going_on, default=-inf) + SURE


def _ends(question: Digits, text: str) -> bool:
    return text in question.words or len(text) == _longest(question) > 0
