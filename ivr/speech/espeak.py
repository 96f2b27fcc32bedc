"""espeak-ng through pyttsx3: hard to understand, but always there, and 20 ms a sentence.

pyttsx3 works in one thread of one process: a second thread hangs for good. So espeak-ng has a process of its own, spoken to by
one thread at a time, and killed and started again when it doesn't answer.
"""

import multiprocessing
import threading
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

import numpy as np

from ivr.speech import espeak_worker, telephone
from ivr.speech.synthesizer import VoiceUnavailable
from ivr.speech.telephone import Samples
from ivr.spoken.utterance import Rate

NAME = "espeak"
VOICE = "cmn"
_WORDS_A_MINUTE = {Rate.NORMAL: 150, Rate.SLOW: 115}
_START_SECONDS = 10.0
_SPEAK_SECONDS = 2.0


class Espeak:
    """The fallback voice. Its process starts with the first words and ends with ours."""

    name = NAME
    voice = VOICE

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._worker: BaseProcess | None = None
        self._line: Connection | None = None

    def speak(self, text: str, rate: Rate) -> Samples:
        with self._turn:
            for _ in range(2):
                try:
                    samples, hertz = self._answer(text, rate)
                except (EOFError, OSError):
                    self._stop()
                    continue
                if hertz:
                    spoken = (np.frombuffer(samples, dtype=np.int16) / 32768).astype(np.float32)
                    return telephone.for_telephone(spoken, hertz)
        raise VoiceUnavailable("espeak-ng gives no sound: install the package espeak-ng and see `ivr doctor`")

    def close(self) -> None:
        with self._turn:
            self._stop()

    def _answer(self, text: str, rate: Rate) -> tuple[bytes, int]:
        """Raises EOFError or OSError when the process is gone or silent for too long."""
        fresh = self._worker is None
        line = self._line or self._start()
        line.send((text, _WORDS_A_MINUTE[rate]))
        if not line.poll(_START_SECONDS if fresh else _SPEAK_SECONDS):
            raise TimeoutError
        samples, hertz = line.recv()
        return samples, hertz

    def _start(self) -> Connection:
        # Spawned, not forked: a fork would carry along locks that other threads hold.
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        self._worker = context.Process(target=espeak_worker.work, args=(theirs, VOICE), daemon=True, name="espeak")
        self._worker.start()
        theirs.close()
        return self._line

    def _stop(self) -> None:
        if self._worker and self._worker.pid:  # one that could not be started has none
            self._worker.kill()
            self._worker.join()
        if self._line:
            self._line.close()
        self._worker = self._line = None
