"""The training's speakers say their lines, each line a file of a folder with a manifest."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import soundfile

from ivr.speech.kokoro import RATE, Model, load_model, read_styles
from ivr.speech.recordings import Recording, write_recordings
from ivr.training.texts import VOICES, Line


def speak(lines: Iterable[Line], voice: Path, speakers: Path, target: Path, done: Callable[[], None]) -> None:
    """What is there already is not said again. Raises VoiceUnavailable."""
    target.mkdir(parents=True, exist_ok=True)
    models = _models(voice, speakers)
    spoken = []
    for number, line in enumerate(lines):
        recording = Recording(target / f"{number:04}.flac", line.text, line.voice)
        if not recording.path.exists():
            _say(models[line.voice], line, recording.path)
        spoken.append(recording)
        done()
    write_recordings(target, spoken)


def _models(voice: Path, speakers: Path) -> dict[str, Model]:
    """All of them share one network."""
    one = load_model(voice, speakers / f"{VOICES[0]}.bin")
    return {name: replace(one, styles=read_styles(speakers / f"{name}.bin")) for name in VOICES}


def _say(model: Model, line: Line, path: Path) -> None:
    """A file appears when it is whole: who is interrupted goes on."""
    samples, _ = model.speak(model.tokens(line.text), line.speed)
    part = path.with_suffix(".part")
    soundfile.write(part, np.clip(samples, -1, 1), RATE, format="FLAC")
    part.rename(path)
