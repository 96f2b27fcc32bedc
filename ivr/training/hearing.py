"""Voices as Whisper's encoder hears them over many telephones: higher or lower, louder or not, in other noises each time."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import soxr

from ivr.speech.engines.whisper import SECONDS_BEFORE
from ivr.speech.engines.whisper_model import WhisperModel
from ivr.speech.line import Line
from ivr.speech.telephone import SAMPLE_RATE, Samples

VOICES = (0.85, 1.18)
"""How much higher than the speaker's own the voice may be, and as much quicker."""
LEVELS_DB = (-32.0, -12.0)
NOISES_DB = (5.0, 35.0)
QUIET = 0.3
"""The share that is heard without noise."""
BEFORE_SECONDS = (0.1, 0.4)

Heard = npt.NDArray[np.float16]
"""The encoder's output, by time."""


@dataclass(frozen=True)
class Ear:
    """Whisper's encoder behind many telephones."""

    model: WhisperModel
    window: int
    """The least that it hears at once, in hundredths of a second."""

    def heard(self, voice: Samples, dice: np.random.Generator) -> Heard:
        """`voice` at 8,000 samples a second and `telephone`'s level."""
        other = soxr.resample(voice, SAMPLE_RATE * dice.uniform(*VOICES), SAMPLE_RATE)
        snr_db = None if dice.random() < QUIET else dice.uniform(*NOISES_DB)
        line = Line(dice.uniform(*LEVELS_DB), snr_db, dice.uniform(*BEFORE_SECONDS))
        sound = line.carry(np.asarray(other, dtype=np.float32), dice)
        return self.model.encode(sound, SECONDS_BEFORE, self.window).positions.astype(np.float16)
