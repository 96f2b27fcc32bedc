"""People who speak: Kokoro's Mandarin voices, and one speaker's real digits where the recordings are."""

from dataclasses import replace
from functools import cached_property
from pathlib import Path

import numpy as np
import soundfile

from ivr.speech.kokoro import RATE, Model, load_model, read_styles

VOICES = (
    "zf_xiaobei",
    "zf_xiaoni",
    "zf_xiaoxiao",
    "zf_xiaoyi",
    "zm_yunjian",
    "zm_yunxi",
    "zm_yunxia",
    "zm_yunyang",
)
SPEED = 0.9
NAMES = dict(zip("0123456789X", "零幺二三四五六七八九叉", strict=True))


class Voices:
    """`software` is where the prompts' voice and the other speakers are installed."""

    def __init__(self, software: Path) -> None:
        self._voice, self._speakers = software / "voice", software / "speakers"

    def say(self, speaker: str, words: str, folder: Path) -> Path:
        """A recording of these words."""
        model = replace(self._model, styles=read_styles(self._speakers / f"{speaker}.bin"))
        samples, _ = model.speak(model.tokens(words), SPEED)
        path = folder / f"{speaker}-{len(list(folder.iterdir()))}.wav"
        soundfile.write(path, np.clip(samples, -1, 1), RATE)
        return path

    @cached_property
    def _model(self) -> Model:
        return load_model(self._voice, self._speakers / f"{VOICES[0]}.bin")


def in_words(digits: str) -> str:
    return "".join(NAMES[digit] for digit in digits)
