"""What somebody sends as a recording of a prompt: taken as the telephone wants it, or refused with the reason."""

from enum import StrEnum
from typing import BinaryIO

import numpy as np
import soundfile

from ivr.speech.telephone import Samples, for_telephone, to_alaw

SHORTEST_SECONDS, LONGEST_SECONDS = 0.3, 60.0
RATES = range(8_000, 192_001)
MOST_CHANNELS = 2
QUIET = 10 ** (-45 / 20)
"""The loudest tenth of a second below this is somebody far from the microphone, or nobody."""
CLIPPED, MOST_CLIPPED = 0.98, 0.005
"""So great a share of samples at the limit, which a telephone's is a little below 1, is heard as a rattle."""
_FRAME_SECONDS = 0.1


class Reason(StrEnum):
    NO_SOUND = "no_sound"
    """The file is no sound, or none that can be read."""
    TOO_LONG = "too_long"
    TOO_SHORT = "too_short"
    TOO_QUIET = "too_quiet"
    CLIPPED = "clipped"


class BadRecording(ValueError):
    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def accepted(file: BinaryIO) -> bytes:
    """As A-law at 8,000 Hz, trimmed, at the level of all prompts. Raises BadRecording.

    No more is decoded than a recording may have, whatever the file says of itself.
    """
    samples, rate = _read(file)
    _check(samples, rate)
    sound = to_alaw(for_telephone(samples, rate))
    if len(sound) < SHORTEST_SECONDS * 8000:
        raise BadRecording(Reason.TOO_SHORT)
    return sound


def _read(file: BinaryIO) -> tuple[Samples, int]:
    try:
        with soundfile.SoundFile(file) as sound:
            if sound.samplerate not in RATES or sound.channels > MOST_CHANNELS:
                raise BadRecording(Reason.NO_SOUND)
            most = int(LONGEST_SECONDS * sound.samplerate)
            samples = sound.read(most + 1, dtype="float32", always_2d=True)
            rate = int(sound.samplerate)
    except (soundfile.SoundFileError, OSError, TypeError, ValueError) as fault:
        raise fault if isinstance(fault, BadRecording) else BadRecording(Reason.NO_SOUND) from None
    if len(samples) > most:
        raise BadRecording(Reason.TOO_LONG)
    return samples.mean(axis=1), rate


def _check(samples: Samples, rate: int) -> None:
    if not np.isfinite(samples).all():
        raise BadRecording(Reason.NO_SOUND)
    if len(samples) < SHORTEST_SECONDS * rate:
        raise BadRecording(Reason.TOO_SHORT)
    if (np.abs(samples) >= CLIPPED).mean() > MOST_CLIPPED:
        raise BadRecording(Reason.CLIPPED)
    frame = int(_FRAME_SECONDS * rate)
    frames = samples[: len(samples) // frame * frame].reshape(-1, frame)
    if np.sqrt((frames**2).mean(axis=1)).max() < QUIET:
        raise BadRecording(Reason.TOO_QUIET)
