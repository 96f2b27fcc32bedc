"""The training's people say their lines, each line a file of a folder with a manifest; each name of a digit one of its own."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import soundfile

from ivr.speech.kokoro import RATE, Model, load_model
from ivr.speech.one_by_one import one_by_one
from ivr.speech.recordings import Recording, write_recordings
from ivr.training.people import person, read_voices
from ivr.training.texts import Line


def speak(lines: Iterable[Line], voice: Path, voices: Path, target: Path, done: Callable[[], None]) -> None:
    """What is there already is not said again. Raises VoiceUnavailable."""
    target.mkdir(parents=True, exist_ok=True)
    model, styles = load_model(voice, next(voices.glob("*.bin"))), read_voices(voices)
    spoken: list[Recording] = []
    for number, line in enumerate(lines):
        wanted = list(_wanted(target, number, line))
        if not wanted[-1].path.exists():
            _say(replace(model, styles=person(line.person, styles)), line, wanted)
        spoken += wanted
        done()
    write_recordings(target, spoken)


def _wanted(target: Path, number: int, line: Line) -> Iterator[Recording]:
    for place, text in enumerate(line.names or (line.text,)):
        yield Recording(target / f"{number:04}-{place}.flac", text, f"{line.person:03}")


def _say(model: Model, line: Line, wanted: Iterable[Recording]) -> None:
    """A file appears when it is whole: who is interrupted goes on."""
    pieces = (
        one_by_one(model, line.names, line.speed)
        if line.names
        else [model.speak(model.tokens(line.text), line.speed)[0]]
    )
    for samples, recording in zip(pieces, wanted, strict=True):
        part = recording.path.with_suffix(".part")
        soundfile.write(part, np.clip(samples, -1, 1), RATE, format="FLAC")
        part.rename(recording.path)
