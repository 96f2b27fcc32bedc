import numpy as np
import pytest

from ivr.speech.telephone import SAMPLE_RATE
from ivr.training.drawn_out import drawn_out

HERTZ = 150.0


def _voice(seconds: float) -> np.ndarray:
    at = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return np.sin(2 * np.pi * HERTZ * at).astype(np.float32)


@pytest.mark.parametrize("times", [0.6, 1.0, 2.5])
def test_a_voice_takes_longer_and_keeps_its_pitch_and_level(times: float) -> None:
    made = drawn_out(_voice(0.5), times)
    assert len(made) == pytest.approx(0.5 * times * SAMPLE_RATE, abs=1)
    spectrum = np.abs(np.fft.rfft(made * np.hanning(len(made))))
    assert np.argmax(spectrum) * SAMPLE_RATE / len(made) == pytest.approx(HERTZ, abs=4)
    assert np.sqrt((made[1000:-1000] ** 2).mean()) == pytest.approx(np.sqrt(0.5), rel=0.1)
