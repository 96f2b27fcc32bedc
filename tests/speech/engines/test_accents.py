"""Accents: what was said for what was meant."""

import numpy as np
import pytest

from ivr.speech.engines.accents import mixed_up, with_accents
from ivr.speech.engines.likely import likelihoods
from ivr.speech.engines.syllables import Syllables

UNITS = {unit: number for number, unit in enumerate(("zh", "z", "an1", "ang1", "an4", "ang4", "e5", "b"), start=1)}


@pytest.mark.parametrize(
    ("meant", "heard", "counts"),
    [
        ("zh", "z", True),
        ("an1", "ang1", True),
        ("an1", "an4", True),
        ("an1", "ang4", False),
        ("zh", "b", False),
        ("e5", "an1", False),
    ],
)
def test_what_is_easily_mixed_up_counts_for_each_other(meant: str, heard: str, counts: bool) -> None:
    mixed = mixed_up(UNITS)
    assert (mixed[UNITS[meant], UNITS[heard]] > 0) == counts
    assert mixed[UNITS[meant], UNITS[heard]] == mixed[UNITS[heard], UNITS[meant]]


def test_a_word_said_with_an_accent_is_likelier_than_without_a_thought_of_it() -> None:
    sound = np.full((3, len(UNITS) + 1), np.log(0.01), dtype=np.float32)
    for time, unit in enumerate(("z", "an1", "b")):
        sound[time, UNITS[unit]] = np.log(0.9)
    meant = [(UNITS["zh"], UNITS["ang1"], UNITS["b"])]
    assert likelihoods(with_accents(sound, mixed_up(UNITS)), meant) > likelihoods(sound, meant) + 3


def test_the_networks_own_units_are_known_by_their_sounds() -> None:
    syllables = Syllables()
    mixed = mixed_up(syllables.numbers)
    for said, meant in zip(syllables.units("四森"), syllables.units("是生"), strict=True):
        assert said == meant or mixed[meant, said] > 0
