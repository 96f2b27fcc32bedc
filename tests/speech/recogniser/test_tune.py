"""A tune holds its notes; a voice does so only now and then."""

import pytest

from ivr.speech.recogniser.tune import Tune


def _is_tune(held: float, seconds: float) -> bool:
    """Of so long a sound, in which so large a share holds a note."""
    tune = Tune()
    frames = [(number * held) % 1 < held for number in range(round(seconds * 50))]
    return any(tune.feed(voiced=True, held=each) for each in frames)


@pytest.mark.parametrize(("held", "seconds", "tune"), [(0.8, 1.6, True), (0.8, 1.4, False), (0.3, 10, False)])
def test_it_takes_a_second_and_a_half_of_held_notes(held: float, seconds: float, tune: bool) -> None:
    assert _is_tune(held, seconds) is tune


def test_what_is_between_the_notes_does_not_count() -> None:
    tune = Tune()
    assert any(tune.feed(voiced=bool(number % 2), held=bool(number % 2)) for number in range(160))
