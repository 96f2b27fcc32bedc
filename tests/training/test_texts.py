"""What the training's speakers say."""

from collections import Counter

from ivr.speech.engines.digits import NAMES, X_NAMES
from ivr.training.texts import SPEEDS, VOICES, lines

PHRASES = ("养老金", "失业金")


def test_every_voice_says_every_name_of_a_digit_often() -> None:
    said = list(lines(PHRASES))
    for voice in VOICES:
        names = Counter("".join(line.text for line in said if line.voice == voice))
        assert min(names[name] for name in NAMES) >= 3


def test_some_numbers_end_in_x() -> None:
    said = list(lines(PHRASES))
    ends = Counter(name for line in said for name in X_NAMES if line.text.endswith(f"{name}。"))
    assert min(ends[name] for name in X_NAMES) >= 8


def test_all_phrases_are_said_by_somebody_and_words_beside_them() -> None:
    words = [word for line in lines(PHRASES) for word in line.text.rstrip("。").split("，")]
    assert {*PHRASES} <= {*words}
    assert len({*words}) > 500


def test_the_same_is_said_each_time_and_at_many_speeds() -> None:
    said = list(lines(PHRASES))
    assert said == list(lines(PHRASES))
    assert min(line.speed for line in said) < SPEEDS[0] + 0.05
    assert max(line.speed for line in said) > SPEEDS[1] - 0.05
