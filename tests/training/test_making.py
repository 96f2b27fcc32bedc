"""From recordings to weights that the engine reads."""

from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest

from ivr.speech.engines import syllables
from ivr.speech.engines.likely import likelihoods
from ivr.speech.engines.syllables import Syllables
from ivr.training.fitting import Amounts, Example, fit
from ivr.training.making import write

pytestmark = pytest.mark.beside

FEATURES = 8
SAID = ("幺", "三", "幺三", "三幺")


def _examples(units: dict[str, int]) -> list[Example]:
    """Each unit is a feature of its own that is heard for some frames, behind noise."""
    dice = np.random.default_rng(1)
    examples = []
    for text in SAID * 16:
        said = tuple(units[unit] for unit in syllables.pronounced(text))
        heard = dice.normal(size=(4 * len(said) + 2, FEATURES)) * 0.3
        for place, unit in enumerate(said):
            heard[4 * place + 1 : 4 * place + 4, unit] += 2
        examples.append(Example(heard.astype(np.float16), said))
    return examples


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    names = sorted({unit for text in SAID for unit in syllables.pronounced(text)})
    path = tmp_path_factory.mktemp("weights") / "weights.npz"
    losses: list[float] = []
    weights = fit(
        _examples({name: number for number, name in enumerate(names, 1)}), Amounts(len(names), 1, 30), 1, losses.append
    )
    assert losses[-1] < losses[0] / 4
    write(path, names, [weights] * syllables.NETWORKS)
    return path


def test_what_was_learned_is_heard(learned: Path) -> None:
    with patch.object(syllables, "WEIGHTS", learned):
        network = Syllables()
    for example in _examples({name: place for place, name in enumerate(np.load(learned)["units"], 1)})[:4]:
        heard, *_ = network.hear(example.heard.astype(np.float32))
        found = likelihoods(heard, [network.units(text) for text in SAID])
        assert network.units(SAID[int(np.argmax(found))]) == example.units


def test_the_same_examples_make_the_same_weights() -> None:
    names = sorted({unit for text in SAID for unit in syllables.pronounced(text)})
    examples = _examples({name: number for number, name in enumerate(names, 1)})
    first, second = (fit(examples, Amounts(len(names), 1, 1), 1, lambda _: None) for _ in range(2))
    assert all(np.array_equal(first[name], second[name]) for name in first)
