"""What a telephone line makes of a voice."""

import numpy as np
import pytest

from ivr.speech.line import Line, pink_noise
from ivr.speech.telephone import SAMPLE_RATE, Samples


def _voice() -> Samples:
    """A second of a tone at the level of speech."""
    at = np.arange(SAMPLE_RATE) / SAMPLE_RATE
    return np.asarray(np.sqrt(2) * 0.1 * np.sin(2 * np.pi * 1000 * at), dtype=np.float32)


def _decibels(samples: np.ndarray) -> float:
    return float(10 * np.log10((np.asarray(samples, dtype=np.float64) ** 2).mean() / 32768**2))


def test_the_voice_has_the_level_and_silence_around_it() -> None:
    sound = Line(level_db=-26.0, before=0.5, behind=0.25).carry(_voice(), np.random.default_rng(1))
    assert len(sound) == SAMPLE_RATE * 1.75
    assert np.abs(sound[:4000]).max() < 16
    assert _decibels(sound[4000:12000]) == pytest.approx(-26.0, abs=0.3)


def test_the_noise_is_as_far_below_the_voice_as_asked_for() -> None:
    sound = Line(snr_db=10.0, before=1.0, behind=0.0).carry(_voice(), np.random.default_rng(1))
    assert _decibels(sound[:8000]) == pytest.approx(-30.0, abs=0.5)


def test_noise_is_in_the_telephones_band() -> None:
    spectrum = np.abs(np.fft.rfft(pink_noise(8000, np.random.default_rng(1)))) ** 2
    assert spectrum[201:3400].sum() > 0.999 * spectrum.sum()
