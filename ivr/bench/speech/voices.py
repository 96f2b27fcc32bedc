"""The voice's eight speakers say each name of a digit, cut out of a number: recordings for those who have none of people."""

from collections.abc import Callable
from pathlib import Path

import soundfile

from ivr.speech.carriers import Carrier
from ivr.speech.install import SPEAKERS
from ivr.speech.kokoro import Kokoro
from ivr.speech.recordings import Recording, write_recordings
from ivr.speech.telephone import SAMPLE_RATE
from ivr.spoken.heard_digits import X_WORDS

NAMES = (*"零一幺二两三四五六七八九", *X_WORDS)
FILES = len(SPEAKERS) * len(NAMES)


def record(voice: Path, speakers: Path, target: Path, done: Callable[[], None]) -> None:
    """Raises VoiceUnavailable."""
    target.mkdir(parents=True, exist_ok=True)
    recordings = []
    for speaker in SPEAKERS:
        kokoro = Kokoro(voice, speakers / f"{speaker}.bin")
        for number, name in enumerate(NAMES):
            recording = Recording(target / f"{speaker}-{number:02}.flac", name, speaker)
            if not recording.path.exists():
                samples = kokoro.speak_within(Carrier("八三，", name, "，八六。"))
                soundfile.write(recording.path, samples, SAMPLE_RATE, format="FLAC")
            recordings.append(recording)
            done()
    write_recordings(target, recordings)
