"""A word is cut out of a sentence without clipping it."""

import numpy as np

from ivr.speech.telephone import SAMPLE_RATE, Samples, part_for_telephone

SECOND = SAMPLE_RATE


def _tone(seconds: float, loudness: float = 0.3) -> Samples:
    return np.asarray(loudness * np.sin(np.arange(int(seconds * SECOND)) * 0.7), dtype=np.float32)


def _quiet(seconds: float) -> Samples:
    return np.zeros(int(seconds * SECOND), dtype=np.float32)


def _length(samples: Samples) -> float:
    return len(samples) / SECOND


def test_a_cut_falls_into_the_gap_nearby() -> None:
    sentence = np.concatenate([_tone(0.5), _quiet(0.02), _tone(0.3), _quiet(0.02), _tone(0.5)])
    part = part_for_telephone(sentence, SECOND, int(0.50 * SECOND), int(0.85 * SECOND))
    assert abs(_length(part) - 0.32) < 0.005
    assert np.abs(part[:16]).max() < 0.05, "it begins in the gap"


def test_at_the_ends_of_the_sentence_silence_goes() -> None:
    sentence = np.concatenate([_quiet(0.5), _tone(0.4), _quiet(1)])
    part = part_for_telephone(sentence, SECOND, 0, len(sentence))
    assert 0.4 <= _length(part) <= 0.44


def test_every_part_is_equally_loud() -> None:
    sentence = np.concatenate([_tone(0.5, 0.4), _quiet(0.02), _tone(0.5, 0.1)])
    loud = part_for_telephone(sentence, SECOND, 0, int(0.51 * SECOND))
    soft = part_for_telephone(sentence, SECOND, int(0.51 * SECOND), len(sentence))
    assert abs(np.sqrt((loud**2).mean()) / np.sqrt((soft**2).mean()) - 1) < 0.1


def test_the_edges_do_not_click() -> None:
    part = part_for_telephone(_tone(1), SECOND, int(0.3 * SECOND), int(0.6 * SECOND))
    assert part[0] == part[-1] == 0
