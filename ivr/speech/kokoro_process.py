"""Kokoro beside calls, in a process of its own.

Its word list and its spelling hold Python's lock for up to 0.6 s. In a call's process no thread would listen so long, and a key
that comes meanwhile would be lost.
"""

from multiprocessing.connection import Connection
from pathlib import Path

from ivr.speech.kokoro import NAME, VOICE, Kokoro
from ivr.speech.process import Process
from ivr.speech.synthesizer import VoiceUnavailable
from ivr.speech.telephone import Samples
from ivr.spoken.utterance import Rate


class KokoroProcess:
    """The good voice. Its process starts with its first words, which takes some seconds."""

    name = NAME
    voice = VOICE

    def __init__(self, folder: Path) -> None:
        self._process = Process(NAME, work, folder, first=60.0, others=30.0)

    def speak(self, text: str, rate: Rate) -> Samples:
        """Raises VoiceUnavailable."""
        try:
            spoken: Samples | str = self._process.ask((text, rate))
        except (EOFError, OSError):
            raise VoiceUnavailable("the voice's process ended or took too long; it starts again by itself") from None
        if isinstance(spoken, str):
            raise VoiceUnavailable(spoken)
        return spoken

    def close(self) -> None:
        self._process.close()


def work(line: Connection, folder: Path) -> None:
    """Answers each (words, rate) with samples, or with a line that tells why there are none, until the line closes."""
    voice = Kokoro(folder)
    while True:
        try:
            words, rate = line.recv()
        except EOFError:
            return
        try:
            line.send(voice.speak(words, rate))
        except VoiceUnavailable as fault:
            line.send(str(fault))
