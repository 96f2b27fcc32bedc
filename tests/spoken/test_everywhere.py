"""Courtesies are taken off what is wanted, and nothing else."""

import pytest

from ivr.spoken.everywhere import COMMANDS, bare


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("你好，我想查一下养老金。", "养老金"),
        ("帮我转人工", "转人工"),
        ("失业金的事情", "失业金"),
        ("我卡丢了怎么办", "卡丢"),
        ("劳动监察", "劳动监察"),
    ],
)
def test_what_is_wanted_is_left(said: str, wanted: str) -> None:
    assert bare(said) == wanted


def test_a_courtesy_alone_stays() -> None:
    assert bare("你好！") == "你好"


def test_no_phrase_means_two_commands() -> None:
    phrases = [phrase for phrases in COMMANDS.values() for phrase in phrases]
    assert len(phrases) == len(set(phrases))
