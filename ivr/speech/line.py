"""What a telephone line makes of a voice: 8 kHz, A-law, a level, noise, a moment of silence on either side."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ivr.speech.telephone import SAMPLE_RATE, Samples, from_alaw, to_alaw

SPEECH_DB = -20.0
"""The level that `telephone.for_telephone` gives, of full scale."""


@dataclass(frozen=True)
class Line:
    """One way to be connected."""

    level_db: float = SPEECH_DB
    """Of the voice, of full scale."""
    snr_db: float | None = None
    """How much the voice is above the noise; without one there is none."""
    before: float = 0.3
    behind: float = 0.4
    """Seconds without voice."""

    def carry(self, voice: Samples, dice: np.random.Generator) -> npt.NDArray[np.int16]:
        """`voice` at 8,000 samples a second and SPEECH_DB."""
        around = (round(self.before * SAMPLE_RATE), round(self.behind * SAMPLE_RATE))
        sound = np.pad(voice * _gain(self.level_db - SPEECH_DB), around)
        if self.snr_db is not None:
            sound = sound + _gain(self.level_db - self.snr_db) * pink_noise(len(sound), dice)
        return from_alaw(to_alaw(sound.astype(np.float32)))


def pink_noise(length: int, dice: np.random.Generator) -> Samples:
    """As loud at each pitch as a room is, in the telephone's band: with a mean power of 1."""
    spectrum = np.fft.rfft(dice.normal(size=length))
    hertz = np.fft.rfftfreq(length, 1 / SAMPLE_RATE)
    spectrum *= np.where((hertz > 200) & (hertz < 3400), 1 / np.sqrt(np.maximum(hertz, 1)), 0)
    noise = np.fft.irfft(spectrum, length)
    return np.asarray(noise / np.sqrt((noise**2).mean()), dtype=np.float32)


def _gain(decibels: float) -> float:
    return float(10 ** (decibels / 20))
