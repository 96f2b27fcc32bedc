"""What a folder of recordings is good for."""

from pathlib import Path

import numpy as np
import pytest

from ivr.bench.speech.material import joined, material, whole_numbers
from ivr.speech.recordings import BadRecordings, read_recordings
from tests.bench.speech.talking import recorded

TEN = "零一二三四五六七八九"


def test_words_are_told_from_digits_and_from_what_is_read_aloud(tmp_path: Path) -> None:
    said = [
        ("养老金", "a"),
        ("近几年不但我用书给女儿压岁", "a"),
        ("", "a"),
        ("十", "b"),
        *((digit, "b") for digit in TEN),
    ]
    found = material(read_recordings(recorded(tmp_path, *said)))
    assert [word.text for word in found.words] == ["养老金"]
    assert {*found.digits["b"]} == {*"0123456789"}


def test_who_does_not_say_all_ten_digits_says_no_numbers(tmp_path: Path) -> None:
    found = material(read_recordings(recorded(tmp_path, ("养老金", "a"), ("一", "a"))))
    assert found.digits == {}


def test_names_of_one_digit_are_ways_to_say_it(tmp_path: Path) -> None:
    said = [(digit, "b") for digit in (*TEN, "幺", "叉", "艾克斯")]
    digits = material(read_recordings(recorded(tmp_path, *said))).digits["b"]
    assert len(digits["1"]) == 2
    assert len(digits["X"]) == 2


def test_a_number_is_its_digits_one_after_the_other(tmp_path: Path) -> None:
    digits = material(read_recordings(recorded(tmp_path, *((digit, "b") for digit in TEN)))).digits["b"]
    one, four = (len(joined(digits, number, np.random.default_rng(1))) for number in ("1", "1234"))
    assert 4 * one < four < 4 * one + 4 * 800


def test_who_says_whole_segments_says_the_numbers_that_they_make(tmp_path: Path) -> None:
    said = [(segment, "c") for segment in ("幺幺零幺零五", "幺九四九幺二三幺", "零零二叉", "零零三八", "零零零零")]
    found = material(read_recordings(recorded(tmp_path, *said)))
    assert found.words == ()
    assert whole_numbers(found.digits["c"]) == ["11010519491231002X", "110105194912310038"]
    assert len(joined(found.digits["c"], "002X", np.random.default_rng(1))) == len(found.digits["c"]["002X"][0])


def test_a_folder_in_which_nothing_can_be_measured_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRecordings, match="two to eight characters"):
        material(read_recordings(recorded(tmp_path, ("一", "a"))))
