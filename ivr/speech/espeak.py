"""espeak-ng through pyttsx3: hard to understand, but always there, and 20 ms a sentence.

pyttsx3 works in one thread of one process: a second thread hangs for good. So espeak-ng has a process of its own.
"""

import numpy as np

from ivr.speech import espeak_worker, telephone
from ivr.speech.process import Process
from ivr.speech.synthesizer import VoiceUnavailable
from ivr.speech.telephone import Samples
from ivr.spoken.utterance import Rate

NAME = "espeak"
VOICE = "cmn"
_WORDS_A_MINUTE = {Rate.NORMAL: 150, Rate.SLOW: 115}


class Espeak:
    """The fallback voice. Its process starts with the first words."""

    name = NAME
    voice = VOICE

    def __init__(self) -> None:
        self._process = Process(NAME, espeak_worker.work, VOICE, first=10.0, others=2.0)

    def speak(self, text: str, rate: Rate) -> Samples:
        for _ in range(2):
            try:
                samples, hertz = self._process.ask((text, _WORDS_A_MINUTE[rate]))
            except (EOFError, OSError):
                continue
            if hertz:
                spoken = (np.frombuffer(samples, dtype=np.int16) / 32768).astype(np.float32)
                return telephone.for_telephone(spoken, hertz)
        raise VoiceUnavailable("espeak-ng gives no sound: install the package espeak-ng and see `ivr doctor`")

    def close(self) -> None:
        self._process.close()
