"""Readings of one utterance, ranked."""

import math

from ivr.speech.engines.readings import MOST, ranked


def texts(*scored: tuple[str, float]) -> list[str]:
    return [one.text.get_secret_value() for one in ranked(scored)]


def test_the_likeliest_comes_first() -> None:
    assert texts(("失业金", -3.0), ("养老金", -1.0)) == ["养老金", "失业金"]


def test_what_was_read_in_two_ways_is_as_likely_as_both() -> None:
    (both,) = ranked([("1", math.log(0.25)), ("1", math.log(0.5))])
    assert math.isclose(both.score, math.log(0.75))


def test_no_more_than_the_telephone_reads() -> None:
    assert len(ranked((str(number), -float(number)) for number in range(20))) == MOST
