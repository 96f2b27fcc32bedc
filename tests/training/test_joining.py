"""Numbers joined from single names."""

import numpy as np

from ivr.speech.engines.digit_names import NAMES, X_NAMES
from ivr.speech.telephone import SAMPLE_RATE
from ivr.training.joining import LONGEST_SECONDS, joined

SAID = {name: [np.full(SAMPLE_RATE // 2, 0.1, dtype=np.float32)] for name in NAMES | X_NAMES}


def test_numbers_are_of_any_length_that_a_breath_holds_and_x_only_ends_them() -> None:
    dice = np.random.default_rng(1)
    numbers = [joined(SAID, dice) for _ in range(200)]
    assert all(0 < len(samples) <= (LONGEST_SECONDS + 1.5) * SAMPLE_RATE for _, samples in numbers)
    assert {len(text) for text, _ in numbers} >= {*range(1, 9)}
    assert any(text.endswith("艾克斯") for text, _ in numbers)
    assert not any(name in text[:-1] for text, _ in numbers for name in ("叉",))


def test_nobody_says_what_they_have_not_recorded() -> None:
    dice = np.random.default_rng(1)
    few = {name: SAID[name] for name in "三四"}
    assert {*"".join(joined(few, dice)[0] for _ in range(20))} == {*few}
