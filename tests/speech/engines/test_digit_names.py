import numpy as np
import pytest

from ivr.speech.engines.digit_names import NAMES, NETWORKS, OTHER, X_NAMES, DigitNames, named


@pytest.fixture(scope="module")
def names() -> DigitNames:
    return DigitNames()


def test_each_name_is_a_unit_of_its_own(names: DigitNames) -> None:
    assert len({names.units(name) for name in NAMES}) == len(NAMES)
    assert [len(names.units(name)) for name in X_NAMES] == [1, 3]


def test_what_is_no_digit_is_some_other_syllable() -> None:
    assert list(named("三，人工。")) == ["三", OTHER, OTHER]


def test_each_network_hears_two_of_the_encoders_frames_as_one(names: DigitNames) -> None:
    heard = names.hear(np.random.default_rng(1).normal(size=(21, 512)).astype(np.float32))
    assert [len(each) for each in heard] == [10] * NETWORKS
    for each in heard:
        assert np.exp(each).sum(axis=1) == pytest.approx(np.ones(10), abs=1e-4)
    first, second, *_ = heard
    assert not np.array_equal(first, second)
