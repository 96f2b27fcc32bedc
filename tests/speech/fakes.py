"""A voice that needs no weights."""

import threading
import time
from dataclasses import dataclass, field

import numpy as np

from ivr.speech.carriers import Carrier
from ivr.speech.synthesizer import VoiceUnavailable
from ivr.speech.telephone import BYTES_PER_MS, Samples
from ivr.spoken.utterance import Rate


@dataclass
class FakeVoice:
    """Speaks 100 ms a character, each voice at its own loudness."""

    name: str = "good"
    voice: str = "fake"
    loudness: float = 0.1
    works: bool = True
    seconds: float = 0.0
    """How long it takes to begin."""
    spoken: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def speak(self, text: str, rate: Rate) -> Samples:
        if not self.works:
            raise VoiceUnavailable("the fake voice is off")
        time.sleep(self.seconds)
        with self._lock:
            self.spoken.append(text)
        slower = 2 if rate is Rate.SLOW else 1
        return np.full(len(text) * 100 * BYTES_PER_MS * slower, self.loudness, dtype=np.float32)

    def close(self) -> None:
        pass

    def speak_within(self, carrier: Carrier) -> Samples:
        return self.speak(carrier.piece, Rate.NORMAL)
