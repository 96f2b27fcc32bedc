"""What the training's people say."""

from collections import Counter

from ivr.speech.engines.digit_names import NAMES, X_NAMES
from ivr.training.texts import ONE_BY_ONE_SPEEDS, PEOPLE, lines, numbers

PHRASES = ("养老金", "失业金")


def test_every_person_says_every_name_of_a_digit_by_itself() -> None:
    said = [(line.person, name) for line in lines(PHRASES) for name in line.names]
    assert {*said} == {(person, name) for person in range(PEOPLE) for name in NAMES | X_NAMES}
    assert len(said) == len({*said})


def test_digits_are_said_in_one_breath_too_and_some_end_in_x() -> None:
    breaths = [
        line.text for line in lines(PHRASES) if {*line.text.rstrip("叉艾克斯。")} <= {*NAMES, "，"} and line.text
    ]
    assert min(Counter("".join(breaths))[name] for name in NAMES) >= 3
    assert min(sum(breath.endswith(f"{name}。") for breath in breaths) for name in X_NAMES) >= 2


def test_all_phrases_are_said_by_somebody_and_words_beside_them() -> None:
    words = [word for line in lines(PHRASES) for word in line.text.rstrip("。").split("，")]
    assert {*PHRASES} <= {*words}
    assert len({*words}) > 500


def test_the_same_is_said_each_time_and_at_many_speeds() -> None:
    said = list(lines(PHRASES))
    assert said == list(lines(PHRASES))
    speeds = [line.speed for line in said if line.names]
    assert min(speeds) < ONE_BY_ONE_SPEEDS[0] + 0.05
    assert max(speeds) > ONE_BY_ONE_SPEEDS[1] - 0.05


def test_numbers_in_one_breath_are_said_by_others() -> None:
    said = list(numbers())
    assert {line.person for line in said} == set(range(PEOPLE, 2 * PEOPLE))
    assert all({*line.text} <= {*NAMES, *"，。叉艾克斯"} for line in said)
    assert max(len(breath) for line in said for breath in line.text.split("，")) >= 8
