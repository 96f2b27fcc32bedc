"""Whether a moment of sound is like a voice: it has a pitch, as vowels do, or it hisses, as s and sh do.

A telephone's noise, traffic and bangs do neither: they have no period, and are not as bright as a hiss.
"""

import numpy as np
import numpy.typing as npt

LENGTH = 400
"""Samples, of 8,000 a second: two periods of the deepest voice are among them wherever they begin."""
_LAGS = np.arange(20, 101)
"""From 400 Hz down to 80 Hz."""
_PERIODIC = 0.45
"""Of 1, which is the same sound again and again. A voice 10 dB above noise reaches 0.9; traffic hardly 0.4."""
_BRIGHT = -0.2
"""Correlation of each sample with the next. Noise of a street has 0.5, a vowel 0.9, sh and s are below 0."""
_BEHIND = np.zeros(_LAGS[-1], dtype=np.float32)


def hisses(samples: npt.NDArray[np.float32]) -> bool:
    return float(np.dot(samples[1:], samples[:-1])) < _BRIGHT * float(np.dot(samples, samples))


def period(sound: npt.NDArray[np.float32]) -> float | None:
    """Of LENGTH samples, in samples and parts of them; None when there is none."""
    samples = sound - sound.mean()
    products = np.correlate(np.concatenate((samples, _BEHIND)), samples)[_LAGS]
    power = np.concatenate(([0.0], np.cumsum(samples**2, dtype=np.float64)))
    alike = products / np.sqrt(power[LENGTH - _LAGS] * (power[LENGTH] - power[_LAGS]) + 1)
    best = int(np.argmax(alike))
    return _LAGS[0] + _peak(alike, best) if alike[best] > _PERIODIC else None


def _peak(values: npt.NDArray[np.float64], best: int) -> float:
    """Where the parabola through the greatest value and its neighbours has its top."""
    if not 0 < best < len(values) - 1:
        return float(best)
    before, top, behind = values[best - 1 : best + 2]
    return best + 0.5 * float((before - behind) / (before - 2 * top + behind))
