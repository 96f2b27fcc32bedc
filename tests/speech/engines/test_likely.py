import numpy as np
import pytest

from ivr.speech.engines.likely import likelihoods
from tests.speech.engines.sound import pronounced


def test_what_was_said_is_likelier_than_anything_else() -> None:
    found = likelihoods(pronounced([1, 2, 3]), [(1, 2), (1, 2, 3), (1, 2, 3, 4), (3, 2, 1), (1, 3)])
    assert int(np.argmax(found)) == 1


def test_the_same_unit_twice_needs_a_gap_between() -> None:
    once, twice = likelihoods(pronounced([1, 1]), [(1,), (1, 1)])
    assert twice > once
    once, twice = likelihoods(pronounced([1], frames=4), [(1,), (1, 1)])
    assert once > twice


def test_all_that_can_be_said_in_two_frames_adds_up_to_one() -> None:
    sound = np.log(np.full((2, 3), 1 / 3, dtype=np.float32))
    everything: list[tuple[int, ...]] = [(), (1,), (2,), (1, 2), (2, 1)]
    total = np.exp(likelihoods(sound, everything)).sum()
    assert total == pytest.approx(1.0, abs=1e-5)
