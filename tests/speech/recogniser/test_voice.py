"""Who speaks is louder than the line's own noise, and like a voice."""

import numpy as np
import pytest

from ivr.speech.recogniser.voice import FRAME_BYTES, Voice
from tests.speech.recogniser.fakes import SILENCE, VOICED, FakeDetector, voiced

RANDOM = np.random.default_rng(1)


def _noise(level_db: float, seconds: float) -> list[bytes]:
    """White noise at so many dB of full scale."""
    spread = 32768 * 10 ** (level_db / 20)
    return _frames(RANDOM.normal(0, spread, round(seconds * 8000)))


def _hiss(seconds: float) -> list[bytes]:
    """Noise that is the brighter the higher, as s and sh are."""
    return _frames(np.diff(RANDOM.normal(0, 2000, round(seconds * 8000) + 1)))


def _frames(samples: np.ndarray[tuple[int], np.dtype[np.float64]]) -> list[bytes]:
    data = samples.astype("<i2").tobytes()
    return [data[at : at + FRAME_BYTES] for at in range(0, len(data), FRAME_BYTES)]


def _spoken_in(noise: list[bytes]) -> list[bytes]:
    """The fakes' vowel, and the noise around it."""
    return _frames(np.concatenate([np.frombuffer(each, "<i2") + 0.5 * np.frombuffer(VOICED, "<i2") for each in noise]))


def _voiced(voice: Voice, frames: list[bytes]) -> float:
    return sum(voice.speaks(frame) for frame in frames) / len(frames)


def _sure(voice: Voice, frames: list[bytes]) -> float:
    return sum(voice.speaks(frame) and voice.surely for frame in frames) / len(frames)


def test_silence_is_no_voice_and_the_detector_is_not_even_asked() -> None:
    assert _voiced(Voice(FakeDetector()), [SILENCE] * 50) == 0


def test_a_voice_in_a_silent_line_is_heard_from_its_first_frame() -> None:
    assert Voice(FakeDetector()).speaks(VOICED)


@pytest.mark.parametrize("level_db", [-35, -15])
def test_noise_is_surely_no_voice_and_soon_none_at_all_whatever_the_detector_says(level_db: float) -> None:
    voice = Voice(FakeDetector())
    assert _sure(voice, _noise(level_db, 2)) < 0.1
    assert _voiced(voice, _noise(level_db, 10)) < 0.1
    assert _voiced(voice, _noise(level_db, 10)) < 0.02


def test_a_hiss_is_one() -> None:
    assert _sure(Voice(FakeDetector()), _hiss(0.5)) > 0.95


def test_a_voice_10_db_above_the_noise_is_heard() -> None:
    voice = Voice(FakeDetector())
    _voiced(voice, _noise(-35, 3))
    assert _sure(voice, _spoken_in(_noise(-35, 0.5))) > 0.95


def test_what_is_no_louder_than_the_noise_has_been_is_none() -> None:
    voice = Voice(FakeDetector())
    _voiced(voice, voiced(3))
    assert _voiced(voice, voiced(3)) == 0


def test_who_speaks_on_with_gaps_between_words_does_not_become_noise() -> None:
    voice = Voice(FakeDetector())
    for _ in range(10):
        assert _voiced(voice, voiced(0.7)) > 0.95
        _voiced(voice, _noise(-50, 0.2))


def test_an_instrument_holds_its_note_and_a_voice_glides() -> None:
    voice, glide = Voice(FakeDetector()), np.cumsum(np.linspace(120, 240, 8000)) * 2 * np.pi / 8000
    note = np.arange(8000) * 180 * 2 * np.pi / 8000
    held = {}
    for name, phase in (("glide", glide), ("note", note)):
        frames = _frames(8000 * (np.sin(phase) + 0.5 * np.sin(2 * phase)))
        held[name] = sum(voice.speaks(frame) and voice.holds_note for frame in frames) / len(frames)
    assert held["glide"] < 0.1
    assert held["note"] > 0.9
