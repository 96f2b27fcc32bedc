"""What the networks hear in training."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import soundfile

from ivr.speech.kokoro import VOICE
from ivr.speech.recordings import Recording
from ivr.training.utterances import PACES, TIMES, WORDS_TIMES, numbers, words

RATE = 16_000
SECONDS = 0.5


@pytest.fixture
def recordings(tmp_path: Path) -> list[Recording]:
    """A person says a word and a digit, the prompts' voice another word."""
    said = [("养老金", "000"), ("三", "000"), ("请按一", VOICE)]
    found = [Recording(tmp_path / f"{number}.flac", *each) for number, each in enumerate(said)]
    for recording in found:
        soundfile.write(recording.path, np.sin(np.arange(round(RATE * SECONDS)) / 5).astype(np.float32), RATE)
    return found


def test_words_of_people_are_heard_many_times_each_at_its_own_pace(recordings: list[Recording]) -> None:
    heard = [each(np.random.default_rng(number)) for number, each in enumerate(words(recordings))]
    lengths = {len(sound) for text, sound in heard if text == "养老金"}
    assert len(lengths) == WORDS_TIMES
    assert min(lengths) < 8000 * SECONDS < max(lengths) <= 8000 * SECONDS * PACES[1] + 80


def test_the_prompts_are_heard_once_and_names_of_digits_by_the_other_network(recordings: list[Recording]) -> None:
    heard = Counter(each(np.random.default_rng(1))[0] for each in words(recordings))
    assert heard == {"养老金": WORDS_TIMES, "请按一": 1}


def test_digits_are_joined_to_numbers_and_words_stand_beside_them(recordings: list[Recording]) -> None:
    heard = [each(np.random.default_rng(1))[0] for each in numbers(recordings)]
    assert {*heard} > {"养老金", "请按一"}
    assert all({*text} == {"三"} for text in heard if text not in {"养老金", "请按一"})
    assert heard.count("养老金") == TIMES
