"""A hiccup of the line does not hide a prompt, another word in it is another prompt."""

import numpy as np
import pytest

from tests.live.sound import BYTES_A_SECOND, FRAME, LATEST, Sound

HUSH = bytes(BYTES_A_SECOND)
_RANDOM = np.random.default_rng(12333)


def noise(seconds: float) -> bytes:
    return bytes(_RANDOM.integers(-3000, 3000, round(seconds * 8000), np.int16).tobytes())


PROMPT = noise(2)


def test_it_is_where_it_begins() -> None:
    assert Sound(HUSH + PROMPT).find(PROMPT) == len(HUSH)
    assert Sound(PROMPT + HUSH + PROMPT).find(PROMPT, begin=FRAME) == len(PROMPT + HUSH)


@pytest.mark.parametrize("at", [0, 7 * FRAME // 2 & ~1, len(PROMPT) - 3 * FRAME])
def test_three_packets_may_be_lost(at: int) -> None:
    heard = PROMPT[:at] + bytes(3 * FRAME) + PROMPT[at + 3 * FRAME :]
    assert Sound(HUSH + heard + HUSH).find(PROMPT) == len(HUSH)


def test_the_rest_may_come_late() -> None:
    middle = len(PROMPT) // 2 + 100
    assert PROMPT in Sound(HUSH + PROMPT[:middle] + bytes(LATEST) + PROMPT[middle:])
    assert PROMPT not in Sound(HUSH + PROMPT[:middle] + bytes(2 * LATEST) + PROMPT[middle:])


def test_another_word_in_it_is_another_prompt() -> None:
    middle = len(PROMPT) // 2
    assert PROMPT not in Sound(PROMPT[:middle] + noise(0.2) + PROMPT[middle + BYTES_A_SECOND // 5 :])


def test_what_breaks_off_was_not_heard() -> None:
    assert PROMPT not in Sound(PROMPT[: len(PROMPT) * 3 // 4])


def test_silence_is_no_prompt() -> None:
    with pytest.raises(ValueError, match="silence"):
        Sound(HUSH).find(HUSH)
