"""What is said, for the browser: any prompt at once, by the voice that callers hear."""

import io
import wave
from pathlib import Path
from threading import BoundedSemaphore, Lock

import numpy as np
import soundfile

from ivr.mendable import Mendable
from ivr.settings import Settings
from ivr.speech.prompter import Prompter
from ivr.speech.telephone import SAMPLE_RATE
from ivr.spoken.utterance import Rate, Utterance

AT_ONCE = 4
"""So many wait for the voice; it speaks for one after the other."""


class Busy(Mendable):
    """Too many want to hear something just now."""


class Sounds:
    """Has a voice of its own, which starts with the first words that are in no rendering."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._opening = Lock()
        self._prompter: Prompter | None = None
        self._free = BoundedSemaphore(AT_ONCE)

    def wav(self, utterance: Utterance, rate: Rate) -> bytes:
        """Raises VoiceUnavailable or Busy."""
        if not self._free.acquire(blocking=False):
            raise Busy("too many prompts are being spoken; try again in a moment")
        try:
            with self._open().prepare(utterance, rate) as playable:
                return to_wav(Path(f"{playable.path}.alaw").read_bytes())
        finally:
            self._free.release()

    def close(self) -> None:
        if self._prompter:
            self._prompter.close()

    def _open(self) -> Prompter:
        with self._opening:
            self._prompter = self._prompter or Prompter(self._settings)
            return self._prompter


def to_wav(alaw: bytes) -> bytes:
    """Every browser plays plain PCM; not every one A-law."""
    raw = io.BytesIO(alaw)
    samples, _ = soundfile.read(raw, dtype="int16", format="RAW", subtype="ALAW", channels=1, samplerate=SAMPLE_RATE)
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setparams((1, 2, SAMPLE_RATE, len(samples), "NONE", ""))
        file.writeframes(np.asarray(samples, dtype="<i2").tobytes())
    return made.getvalue()
