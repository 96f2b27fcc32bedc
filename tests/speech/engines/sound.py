"""Sound as the syllable network would give it, made by hand."""

from collections.abc import Sequence

import numpy as np

from ivr.speech.engines.network import NOTHING, Floats

UNITS = 6


def pronounced(units: Sequence[int], sureness: float = 0.9, frames: int = 2) -> Floats:
    """Each unit for some frames with a gap behind it, and as sure as this; the rest is spread over all others."""
    times = [unit for each in (NOTHING, *units) for unit in (*[each] * frames, NOTHING)]
    sound = np.full((len(times), UNITS), (1 - sureness) / (UNITS - 1), dtype=np.float32)
    sound[np.arange(len(times)), times] = sureness
    return np.asarray(np.log(sound), dtype=np.float32)
