"""Voices of tones instead of people, and an engine that knows what each of them says."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile
from pydantic import SecretStr

from ivr.speech.telephone import SAMPLE_RATE
from ivr.spoken.question import Alternative, Question
from tests.speech.recogniser.fakes import VOICED

Hears = Callable[[Question], tuple[tuple[str, float], ...]]


class Told:
    """Hears what the test wants, whatever is said."""

    name = "told"

    def __init__(self, hears: Hears) -> None:
        self._hears = hears
        self.heard_seconds: list[float] = []

    def decode(self, question: Question, samples: npt.NDArray[np.int16]) -> tuple[Alternative, ...]:
        self.heard_seconds.append(len(samples) / SAMPLE_RATE)
        return tuple(Alternative(SecretStr(text), score) for text, score in self._hears(question))


def vowel(seconds: float) -> npt.NDArray[np.float32]:
    """What webrtcvad takes for a voice."""
    frames = np.frombuffer(VOICED * round(seconds * 50), dtype="<i2")
    return np.asarray(frames / 32768, dtype=np.float32)


def recorded(folder: Path, *said: tuple[str, str]) -> Path:
    """A folder of (text, speaker)."""
    lines = ["file\ttext\tspeaker"]
    for number, (text, speaker) in enumerate(said):
        soundfile.write(folder / f"{number}.wav", vowel(0.6), SAMPLE_RATE)
        lines.append(f"{number}.wav\t{text}\t{speaker}")
    (folder / "MANIFEST.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder
