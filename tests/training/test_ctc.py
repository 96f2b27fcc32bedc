"""The loss against all ways to say something, one by one."""

from itertools import product

import numpy as np
import pytest

from ivr.speech.engines.likely import likelihoods
from ivr.speech.engines.network import NOTHING, Floats
from ivr.training import ctc

FRAMES, UNITS = 5, 3


@pytest.fixture
def sound() -> Floats:
    values = np.random.default_rng(1).normal(size=(2, FRAMES, UNITS)).astype(np.float32)
    return np.asarray(values - np.logaddexp.reduce(values, axis=2, keepdims=True), dtype=np.float32)


def _collapsed(path: tuple[int, ...]) -> tuple[int, ...]:
    changes = [unit for unit, before in zip(path, (None, *path), strict=False) if unit != before]
    return tuple(unit for unit in changes if unit != NOTHING)


def _by_all_ways(sound: Floats, said: tuple[int, ...]) -> float:
    ways = (path for path in product(range(UNITS), repeat=len(sound)) if _collapsed(path) == said)
    return float(np.log(sum(np.exp(sum(sound[time, unit] for time, unit in enumerate(path))) for path in ways)))


@pytest.mark.parametrize("said", [(1,), (1, 2), (1, 1), (2, 1, 2)])
def test_the_loss_is_that_of_all_ways_together(sound: Floats, said: tuple[int, ...]) -> None:
    lost, _ = ctc.loss(sound[:1], np.array([FRAMES]), ctc.targets([said]))
    assert -lost == pytest.approx(_by_all_ways(sound[0], said), abs=1e-4)
    assert -lost == pytest.approx(float(likelihoods(sound[0], [said])[0]), abs=1e-4)


def test_utterances_of_any_length_side_by_side_do_not_disturb_each_other(sound: Floats) -> None:
    said, frames = [(1, 2), (2,)], np.array([FRAMES, 3])
    lost, share = ctc.loss(sound, frames, ctc.targets(said))
    alone = [
        ctc.loss(sound[row : row + 1, : frames[row]], frames[row : row + 1], ctc.targets([said[row]])) for row in (0, 1)
    ]
    assert lost == pytest.approx((alone[0][0] + alone[1][0]) / 2, abs=1e-4)
    assert share[1, :3] == pytest.approx(alone[1][1][0], abs=1e-4)


def test_at_each_time_something_is_said_or_nothing(sound: Floats) -> None:
    _, share = ctc.loss(sound, np.array([FRAMES, FRAMES]), ctc.targets([(1, 2), (2, 2)]))
    assert share.sum(axis=2) == pytest.approx(np.ones((2, FRAMES)), abs=1e-3)


def test_what_does_not_fit_in_the_time_teaches_nothing(sound: Floats) -> None:
    lost, share = ctc.loss(sound, np.array([2, FRAMES]), ctc.targets([(1, 1, 1), (1,)]))
    assert np.isfinite(lost)
    assert share[0, :2] == pytest.approx(np.exp(sound[0, :2]))
