"""Recordings as Whisper's encoder hears them over many telephones: other voices, levels and noises each time."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ivr.speech.engines.whisper import DIGITS_FRAMES, SECONDS_BEFORE
from ivr.speech.engines.whisper_model import WhisperModel
from ivr.speech.line import Line
from ivr.speech.recordings import Recording
from ivr.speech.telephone import Samples, for_telephone

LONGEST_SECONDS = 7.5
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

    def heard(self, recording: Recording, times: int, dice: np.random.Generator) -> list[Heard]:
        """As often, every time otherwise; not what is too long for a caller's breath."""
        samples, rate = recording.sound()
        if len(samples) > LONGEST_SECONDS * rate:
            return []
        return [self._once(samples, rate, dice) for _ in range(times)]

    def _once(self, samples: Samples, rate: int, dice: np.random.Generator) -> Heard:
        voice = for_telephone(samples, round(rate * dice.uniform(*VOICES)))
        snr_db = None if dice.random() < QUIET else dice.uniform(*NOISES_DB)
        line = Line(dice.uniform(*LEVELS_DB), snr_db, dice.uniform(*BEFORE_SECONDS))
        sound = line.carry(voice, dice)
        return self.model.encode(sound, SECONDS_BEFORE, DIGITS_FRAMES).positions.astype(np.float16)
