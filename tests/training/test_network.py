"""The network forward and backward."""

from unittest.mock import patch

import numpy as np
import pytest

from ivr.speech.engines.network import Floats
from ivr.training import network
from ivr.training.network import Weights


@pytest.fixture
def weights() -> Weights:
    return network.new_weights(inputs=4, outputs=3, dice=np.random.default_rng(1))


def _given() -> tuple[Floats, np.ndarray]:
    given = np.random.default_rng(2).normal(size=(2, 6, 4)).astype(np.float32)
    return given, np.array([[True] * 6, [True] * 4 + [False] * 2])


def _total(weights: Weights, wanted: Floats) -> float:
    given, there = _given()
    sound, _ = network.forward(weights, given, there, np.random.default_rng(3))
    return float(-(wanted * sound).sum())


@pytest.mark.parametrize(
    "name", ["hidden", "bias", "around0", "around0_bias", "around1", "around1_bias", "output", "output_bias"]
)
def test_the_slope_is_what_a_small_change_does(weights: Weights, name: str) -> None:
    given, there = _given()
    wanted = np.random.default_rng(4).dirichlet(np.ones(3), size=(2, 6)).astype(np.float32)
    sound, kept = network.forward(weights, given, there, np.random.default_rng(3))
    slope = network.backward(weights, kept, np.exp(sound) - wanted)[name]
    place = np.unravel_index(int(np.abs(slope).argmax()), slope.shape)
    step = 1e-3
    around = [_total(weights | {name: _changed(weights[name], place, change)}, wanted) for change in (step, -step)]
    assert (around[0] - around[1]) / (2 * step) == pytest.approx(float(slope[place]), rel=0.05)


def _changed(values: Floats, place: tuple[np.intp, ...], change: float) -> Floats:
    changed = values.copy()
    changed[place] += np.float32(change)
    return changed


def test_empty_frames_change_nothing(weights: Weights) -> None:
    given, there = _given()
    with patch.object(network, "DROPPED", 0.0):
        both, _ = network.forward(weights, given, there, np.random.default_rng(3))
        alone, _ = network.forward(weights, given[1:, :4], there[1:, :4], np.random.default_rng(3))
    assert both[1, :4] == pytest.approx(alone[0], abs=1e-5)
