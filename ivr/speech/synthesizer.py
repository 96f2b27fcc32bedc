"""What a voice engine is to the rest of the system. Without one, callers hear what is already rendered and nothing else."""

from typing import Protocol

from ivr.mendable import Mendable
from ivr.speech.carriers import Carrier
from ivr.speech.telephone import Samples
from ivr.spoken.utterance import Rate


class VoiceUnavailable(Mendable):
    """These words can't be spoken now: no engine, an engine that failed, or one that took too long."""


class Synthesizer(Protocol):
    """A voice engine. Safe to use from several threads, which may have to wait for each other."""

    @property
    def name(self) -> str: ...

    @property
    def voice(self) -> str: ...

    def speak(self, text: str, rate: Rate) -> Samples:
        """The words at 8,000 samples a second, trimmed and levelled. Raises VoiceUnavailable."""
        ...


class Engine(Synthesizer, Protocol):
    """One that speaks beside calls, in a process of its own."""

    def close(self) -> None:
        """Ends the process."""
        ...


class PieceSpeaker(Synthesizer, Protocol):
    """A voice that can say where in its sound a word lies."""

    def speak_within(self, carrier: Carrier) -> Samples:
        """The piece as it sounds in its carrier. Raises VoiceUnavailable."""
        ...
