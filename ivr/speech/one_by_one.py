"""Words said one by one, with a pause behind each, as people say the digits of a number that is to be written down."""

from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from ivr.speech.kokoro import EARLY, FRAME, Model
from ivr.speech.telephone import Samples

_PAUSE = "，"


def one_by_one(model: Model, words: Sequence[str], speed: float) -> list[Samples]:
    """From the middle of one pause to that of the next, at `kokoro.RATE`. Raises VoiceUnavailable."""
    pause = model.tokens(_PAUSE)
    spelled = [model.tokens(word) for word in words]
    samples, durations = model.speak([*pause, *(token for word in spelled for token in (*word, *pause))], speed)
    pauses = [0, *accumulate(len(word) + len(pause) for word in spelled)]
    # One more token than these: every sentence begins with a mark.
    ends = np.cumsum(durations)[[pause + 1 for pause in pauses]]
    middles = (ends - durations[[pause + 1 for pause in pauses]] / 2) * FRAME - EARLY
    return np.split(samples, np.round(middles).astype(int))[1:-1]
