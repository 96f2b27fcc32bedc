import numpy as np
import pytest

from ivr.speech.install import SPEAKERS, TIMBRES
from ivr.training.people import Styles, person


@pytest.fixture
def voices() -> dict[str, Styles]:
    """A Mandarin voice is all ones, another all zeros."""
    names = [(name, 1.0) for name in SPEAKERS] + [(name, 0.0) for name in TIMBRES]
    return {name: np.full((2, 1, 256), value, dtype=np.float32) for name, value in names}


def test_everybody_speaks_as_mandarin_voices_do_and_half_of_them_sound_otherwise(voices: dict[str, Styles]) -> None:
    people = [person(number, voices) for number in range(20)]
    assert all(each[..., 128:] == pytest.approx(1.0) for each in people)
    assert sum(float(each[..., :128].mean()) < 0.99 for each in people) >= 8


def test_a_person_is_the_same_each_time_and_like_nobody_else() -> None:
    dice = np.random.default_rng(1)
    voices = {name: dice.normal(size=(2, 1, 256)).astype(np.float32) for name in (*SPEAKERS, *TIMBRES)}
    assert np.array_equal(person(3, voices), person(3, voices))
    assert not np.allclose(person(3, voices), person(5, voices))
