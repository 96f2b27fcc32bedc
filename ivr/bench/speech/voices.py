"""The voice's eight speakers say each name of a digit with a pause behind it, and ID numbers in segments, each in one breath:
recordings for those who have none of people."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random

import numpy as np
import soundfile

from ivr.bench.speech.ids import somebody
from ivr.speech.install import SPEAKERS
from ivr.speech.kokoro import RATE, Model, load_model, read_styles
from ivr.speech.one_by_one import one_by_one
from ivr.speech.recordings import Recording, write_recordings
from ivr.speech.telephone import Samples
from ivr.spoken.heard_digits import X_WORDS
from ivr.spoken.ids import id_groups

NAMES = (*"零一幺二两三四五六七八九", *X_WORDS)
SPEED = 0.7
"""Slowly, as somebody who reads a number out; in a sentence the voice makes a digit as short as 40 ms."""
NUMBERS = 5
"""Of each speaker."""
FLUENTLY = 0.9
SEED = 12333
_FLUENT = "-fluent"
"""Behind the name of a speaker who says segments: they are measured apart."""


def record(voice: Path, speakers: Path, target: Path, done: Callable[[], None]) -> None:
    """What is there already is not said again. Raises VoiceUnavailable."""
    target.mkdir(parents=True, exist_ok=True)
    model, dice = load_model(voice, speakers / f"{next(iter(SPEAKERS))}.bin"), Random(SEED)  # noqa: S311  # no secrets
    recordings: list[Recording] = []
    for speaker in SPEAKERS:
        own = replace(model, styles=read_styles(speakers / f"{speaker}.bin"))
        segments = [segment for _ in range(NUMBERS) for segment in id_groups(somebody(dice))]
        recordings += _recorded(target, speaker, NAMES, partial(one_by_one, own, NAMES, SPEED))
        recordings += _recorded(target, speaker + _FLUENT, segments, partial(_fluently, own, segments))
        done()
    write_recordings(target, recordings)


def _fluently(model: Model, segments: Sequence[str]) -> list[Samples]:
    return [model.speak(model.tokens(segment), FLUENTLY)[0] for segment in segments]


def _recorded(
    target: Path, speaker: str, texts: Sequence[str], say: Callable[[], Sequence[Samples]]
) -> list[Recording]:
    own = [Recording(target / f"{speaker}-{number:02}.flac", text, speaker) for number, text in enumerate(texts)]
    if not own[-1].path.exists():
        for samples, recording in zip(say(), own, strict=True):
            soundfile.write(recording.path, np.clip(samples, -1, 1), RATE, format="FLAC")
    return own
