"""Sound as the telephone wants it: raw G.711 A-law, 8 bytes a millisecond, in files that end in `.alaw`."""

import io
from pathlib import Path

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

Samples = NDArray[np.float32]
"""One channel, -1 to 1, 8,000 a second where nothing else is said."""

SAMPLE_RATE = 8000
BYTES_PER_MS = 8
_SILENT_BYTE = b"\xd5"  # the A-law code of the smallest positive value

# Speech at -20 dBFS is as loud as a person on the line, and leaves the peaks of a voice below the limit.
_LEVEL = 10 ** (-20 / 20)
_PEAK = 10 ** (-1 / 20)
_FRAME = 10 * BYTES_PER_MS
_SILENCE_BELOW_PEAK = 10 ** (-38 / 20)
_FADE_MS = 4


def silence(milliseconds: int) -> bytes:
    return _SILENT_BYTE * (milliseconds * BYTES_PER_MS)


def tone(hertz: float, milliseconds: int) -> bytes:
    at = np.arange(milliseconds * BYTES_PER_MS, dtype=np.float32) / SAMPLE_RATE
    return to_alaw(_faded((_LEVEL * np.sin(2 * np.pi * hertz * at)).astype(np.float32)))


def milliseconds(alaw: bytes) -> int:
    return len(alaw) // BYTES_PER_MS


def to_alaw(samples: Samples) -> bytes:
    raw = io.BytesIO()
    soundfile.write(raw, samples, SAMPLE_RATE, format="RAW", subtype="ALAW")
    return raw.getvalue()


def from_alaw(alaw: bytes) -> NDArray[np.int16]:
    """What Asterisk hands on of it: 16-bit samples."""
    samples, _ = soundfile.read(
        io.BytesIO(alaw), dtype="int16", format="RAW", subtype="ALAW", samplerate=SAMPLE_RATE, channels=1
    )
    return np.asarray(samples, dtype=np.int16)


def read_wav(path: Path) -> bytes:
    """A recording of any rate and number of channels as A-law. Raises soundfile.SoundFileError."""
    samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    return to_alaw(for_telephone(samples.mean(axis=1), rate))


def for_telephone(samples: Samples, rate: int) -> Samples:
    """What a voice engine made, at `rate` a second: at 8,000, in the telephone's band, trimmed, at speech level.

    A telephone carries 300 to 3,400 Hz. What lies below is cut off before levelling, as it would only take room from what
    can be heard; what lies above, the resampler takes away.
    """
    return _faded(_levelled(_trimmed(_narrow(samples, rate))))


def part_for_telephone(samples: Samples, rate: int, start: int, end: int) -> Samples:
    """The same of a part of a sentence, cut where it is quietest near these two samples; at the sentence's ends, trimmed."""
    narrow = _narrow(samples, rate)
    first, last = (_quietest_near(narrow, at * SAMPLE_RATE // rate) for at in (start, end))
    part = narrow[first if start > 0 else 0 : last if end < len(samples) else len(narrow)]
    speech = _speech(part)
    return _faded(_levelled(part[speech.start if start <= 0 else 0 : speech.stop if end >= len(samples) else None]))


def _narrow(samples: Samples, rate: int) -> Samples:
    return _without_rumble(np.asarray(soxr.resample(samples, rate, SAMPLE_RATE), dtype=np.float32))


def _quietest_near(samples: Samples, at: int) -> int:
    """Within 20 ms: the middle of the 10 ms that are the quietest."""
    half, reach = _FRAME // 2, 2 * _FRAME
    middles = range(max(half, at - reach), min(len(samples) - half, at + reach) + 1, BYTES_PER_MS)
    return min(middles, key=lambda middle: float((samples[middle - half : middle + half] ** 2).sum()), default=at)


def _without_rumble(samples: Samples) -> Samples:
    spectrum = np.fft.rfft(samples)
    hertz = np.fft.rfftfreq(len(samples), 1 / SAMPLE_RATE)
    spectrum *= np.clip((hertz - 100) / 100, 0, 1)
    return np.fft.irfft(spectrum, len(samples)).astype(np.float32)


def _loudness(samples: Samples) -> Samples:
    """RMS of each 10 ms."""
    whole = samples[: len(samples) // _FRAME * _FRAME].reshape(-1, _FRAME)
    return np.asarray(np.sqrt((whole**2).mean(axis=1)), dtype=np.float32)


def _trimmed(samples: Samples) -> Samples:
    return samples[_speech(samples)]


def _speech(samples: Samples) -> slice:
    """Where the speech is, without the silence around it."""
    loudness = _loudness(samples)
    if not loudness.any():
        return slice(0, 0)
    speech = np.flatnonzero(loudness > loudness.max() * _SILENCE_BELOW_PEAK)
    # 10 ms more on either side keeps the breath of an initial f, h or s and the end of a final n.
    return slice(max(0, int(speech[0]) - 1) * _FRAME, (int(speech[-1]) + 2) * _FRAME)


def _levelled(samples: Samples) -> Samples:
    """At one level for every prompt, measured on speech alone: pauses inside don't count."""
    loudness = _loudness(samples)
    if not loudness.any():
        return samples
    speech = loudness[loudness > loudness.max() * _SILENCE_BELOW_PEAK]
    gain = min(_LEVEL / float(np.sqrt((speech**2).mean())), _PEAK / float(np.abs(samples).max()))
    return (samples * gain).astype(np.float32)


def _faded(samples: Samples) -> Samples:
    """Without the click that an edge makes when two files are played one after the other."""
    length = min(_FADE_MS * BYTES_PER_MS, len(samples) // 2)
    ramp = np.linspace(0, 1, length, dtype=np.float32)
    faded = samples.copy()
    faded[:length] *= ramp
    faded[len(faded) - length :] *= ramp[::-1]
    return faded
