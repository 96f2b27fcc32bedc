"""What is mixed up on a telephone sounds the same; what is not does not."""

import pytest

from ivr.spoken.sounds import contained, sounds


@pytest.mark.parametrize(
    ("one", "other"),
    [("失业", "十页"), ("工伤", "公商"), ("认证", "任政"), ("养老", "羊脑"), ("支付", "自户"), ("养老", "養老")],
)
def test_homophones_and_common_confusions_sound_the_same(one: str, other: str) -> None:
    assert sounds(one) == sounds(other)


@pytest.mark.parametrize(("one", "other"), [("失业", "工伤"), ("对", "不对"), ("挂失", "解挂")])
def test_what_differs_sounds_different(one: str, other: str) -> None:
    assert sounds(one) != sounds(other)


def test_punctuation_and_letters_have_no_sound() -> None:
    assert sounds("喂，ABC 12") == sounds("喂")


def test_a_phrase_within_a_sentence_is_all_there() -> None:
    assert contained(sounds("社保卡"), sounds("我的社宝卡不见了")) == 1.0


def test_a_longer_phrase_than_was_said_is_only_partly_there() -> None:
    assert contained(sounds("养老金到了没"), sounds("养老")) < 0.6


def test_half_a_syllable_counts() -> None:
    assert 0.5 < contained(sounds("挂失"), sounds("刮西")) < 1.0
