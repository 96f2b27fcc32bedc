"""Phrases in the words that a Vosk model knows."""

import pytest

from ivr.speech.engines.vosk_words import in_known_words

KNOWN = {"养老", "养", "老", "金", "社保", "卡", "社", "保", "hello"}


@pytest.mark.parametrize(
    ("phrase", "written"),
    [("养老金", "养老 金"), ("社保卡", "社保 卡"), ("hello 社保", "hello 社保"), ("失业金", None), ("", None)],
)
def test_as_few_known_words_as_will_do(phrase: str, written: str | None) -> None:
    assert in_known_words(phrase, KNOWN.__contains__) == written
