import numpy as np
import pytest

from ivr.speech.engines.digit_names import NAMES, X_NAMES
from ivr.speech.engines.syllables import Syllables


@pytest.fixture(scope="module")
def syllables() -> Syllables:
    return Syllables()


def test_a_word_is_its_initials_and_finals(syllables: Syllables) -> None:
    assert len(syllables.units("人工")) == 4
    assert syllables.units("重听，") == syllables.units("重听")


def test_tones_tell_words_apart(syllables: Syllables) -> None:
    assert syllables.units("北京") != syllables.units("背景")


def test_every_name_of_a_digit_is_known(syllables: Syllables) -> None:
    lengths = {name: len(syllables.units(name)) for name in NAMES | X_NAMES}
    assert {name for name, length in lengths.items() if length < (1 if name in "二拐" else 2)} == set()


def test_at_each_time_something_is_said_or_nothing(syllables: Syllables) -> None:
    for heard in syllables.hear(np.random.default_rng(1).normal(size=(20, 512)).astype(np.float32)):
        assert np.exp(heard).sum(axis=1) == pytest.approx(np.ones(10), abs=1e-4)
