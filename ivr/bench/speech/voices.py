"""The voice's eight speakers say each name of a digit with a pause behind it: recordings for those who have none of people."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import soundfile

from ivr.speech.install import SPEAKERS
from ivr.speech.kokoro import RATE, load_model, read_styles
from ivr.speech.one_by_one import one_by_one
from ivr.speech.recordings import Recording, write_recordings
from ivr.spoken.heard_digits import X_WORDS

NAMES = (*"零一幺二两三四五六七八九", *X_WORDS)
SPEED = 0.7
"""Slowly, as somebody who reads a number out; in a sentence the voice makes a digit as short as 40 ms."""


def record(voice: Path, speakers: Path, target: Path, done: Callable[[], None]) -> None:
    """Raises VoiceUnavailable."""
    target.mkdir(parents=True, exist_ok=True)
    model = load_model(voice, speakers / f"{next(iter(SPEAKERS))}.bin")
    recordings: list[Recording] = []
    for speaker in SPEAKERS:
        own = [Recording(target / f"{speaker}-{number:02}.flac", name, speaker) for number, name in enumerate(NAMES)]
        if not own[-1].path.exists():
            said = one_by_one(replace(model, styles=read_styles(speakers / f"{speaker}.bin")), NAMES, SPEED)
            for samples, recording in zip(said, own, strict=True):
                soundfile.write(recording.path, np.clip(samples, -1, 1), RATE, format="FLAC")
        recordings += own
        done()
    write_recordings(target, recordings)
