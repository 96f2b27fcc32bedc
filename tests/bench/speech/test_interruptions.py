"""Noise and music, and what comes of them."""

from collections.abc import Callable

import numpy as np
import pytest

from ivr.bench.speech import interruptions
from ivr.bench.speech.interruptions import Interruptions, measure_interruptions, music, street
from ivr.speech.telephone import SAMPLE_RATE, Samples
from tests.bench.speech.talking import Told, vowel
from tests.dialog.virtual_call import service


def _measured(monkeypatch: pytest.MonkeyPatch, sound: Samples, best: str) -> Interruptions:
    monkeypatch.setattr(interruptions, "street", lambda *_: sound)
    engine = Told(lambda _: ((best, 0.0),))
    return next(measure_interruptions(engine, service().tree, 1.0, seed=1))


def _among_silence(seconds: float) -> Samples:
    return np.pad(vowel(seconds), (SAMPLE_RATE, 4 * SAMPLE_RATE))


def test_silence_stops_no_prompt(monkeypatch: pytest.MonkeyPatch) -> None:
    measured = _measured(monkeypatch, np.zeros(5 * SAMPLE_RATE, dtype=np.float32), "人工")
    assert (measured.stopped, measured.resumed, measured.taken) == (0, 0, 0)


def test_a_click_stops_the_prompt_and_it_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    measured = _measured(monkeypatch, _among_silence(0.1), "人工")
    assert (measured.stopped, measured.resumed, measured.taken) == (3600 / measured.seconds, 3600 / measured.seconds, 0)


@pytest.mark.parametrize(("best", "taken"), [("人工", 1), ("", 0)])
def test_what_is_as_long_as_a_word_may_be_taken_for_one(monkeypatch: pytest.MonkeyPatch, best: str, taken: int) -> None:
    measured = _measured(monkeypatch, _among_silence(0.6), best)
    once = 3600 / measured.seconds
    assert (measured.stopped, measured.resumed, measured.taken) == (once, once * (1 - taken), once * taken)


def test_who_is_not_understood_twice_in_a_prompt_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    measured = _measured(monkeypatch, np.concatenate([_among_silence(0.6)] * 2), "")
    once = 3600 / measured.seconds
    assert (measured.stopped, measured.resumed, measured.told, measured.taken) == (2 * once, once, once, 0)


@pytest.mark.parametrize("make", [street, music])
def test_what_is_heard_is_as_long_as_asked_for_and_the_same_again(
    make: Callable[[int, np.random.Generator], Samples],
) -> None:
    sound = make(3 * SAMPLE_RATE, np.random.default_rng(1))
    assert len(sound) == 3 * SAMPLE_RATE
    assert 0.005 < float(np.sqrt((sound**2).mean())) < 0.2
    assert np.array_equal(sound, make(3 * SAMPLE_RATE, np.random.default_rng(1)))
