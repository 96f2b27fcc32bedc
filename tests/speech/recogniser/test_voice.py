"""Who speaks is louder than the line's own noise."""

import numpy as np

from ivr.speech.recogniser.voice import FRAME_BYTES, Voice
from tests.speech.recogniser.fakes import SILENCE, VOICED, FakeDetector

RANDOM = np.random.default_rng(1)


def _noise(level_db: float, seconds: float) -> list[bytes]:
    """White noise at so many dB of full scale."""
    spread = 32768 * 10 ** (level_db / 20)
    samples = RANDOM.normal(0, spread, round(seconds * 8000)).astype("<i2").tobytes()
    return [samples[at : at + FRAME_BYTES] for at in range(0, len(samples), FRAME_BYTES)]


def _voiced(voice: Voice, frames: list[bytes]) -> float:
    return sum(voice.speaks(frame) for frame in frames) / len(frames)


def test_silence_is_no_voice_and_the_detector_is_not_even_asked() -> None:
    assert _voiced(Voice(FakeDetector()), [SILENCE] * 50) == 0


def test_a_voice_in_a_silent_line_is_heard_from_its_first_frame() -> None:
    assert Voice(FakeDetector()).speaks(VOICED)


def test_steady_noise_is_known_after_two_seconds_whatever_the_detector_says() -> None:
    voice = Voice(FakeDetector())
    _voiced(voice, _noise(-35, 2.5))
    assert _voiced(voice, _noise(-35, 10)) < 0.02


def test_a_voice_10_db_above_the_noise_is_heard() -> None:
    voice = Voice(FakeDetector())
    _voiced(voice, _noise(-35, 3))
    assert _voiced(voice, _noise(-25, 0.5)) > 0.95


def test_who_speaks_on_with_gaps_between_words_does_not_become_noise() -> None:
    voice = Voice(FakeDetector())
    for _ in range(10):
        assert _voiced(voice, _noise(-25, 0.7)) > 0.95
        _voiced(voice, _noise(-50, 0.2))
