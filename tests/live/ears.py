"""What a caller hears, judged by a listener that did not speak it: Whisper writes down the sound, and the words are compared.

Whisper likes to write numbers in figures (23105.6元, 两万3105元6角), where a lost 千 or 元 no longer shows. So figures are kept
from it, and it writes every word that it heard. Both sides then become toneless syllables: homophones count as heard, a lost
or a wrong syllable as an error.
"""

import io
import re
from collections.abc import Iterable
from pathlib import Path

import jiwer
import numpy as np
import soundfile
import soxr
from faster_whisper import WhisperModel
from numpy.typing import NDArray
from pypinyin import lazy_pinyin
from rapidfuzz import fuzz

LISTENING_RATE = 16_000
_TELEPHONE_RATE = 8_000
_QUIET = np.zeros(_TELEPHONE_RATE // 3, dtype=np.float32)
# It decides between simplified and traditional characters, and punctuation; it holds no word of any answer.
_STYLE = "以下是普通话的句子。"
_FIGURE = re.compile(r"[0-9%$¥￥]")

# The same digit by another name: nobody hears a different number.
_SAME = str.maketrans({"幺": "一", "两": "二", "〇": "零", "X": "叉", "x": "叉"})


class Ears:
    """A listener. `model` is a folder that `ivr.speech.install.install_whisper` filled."""

    def __init__(self, model: Path) -> None:
        self._model = WhisperModel(str(model), device="cpu", compute_type="int8", cpu_threads=2)
        self._figures = _figures(self._model)

    def hear(self, recording: Path) -> str:
        """The words of a `.wav` or `.alaw` file, as Whisper writes them."""
        return self.hear_samples(*_read(recording))

    def hear_samples(self, samples: NDArray[np.float32], rate: int) -> str:
        """With the style it now and then hears nothing at all where somebody speaks; then it listens without."""
        return self._listen(samples, rate, _STYLE) or self._listen(samples, rate, None)

    def _listen(self, samples: NDArray[np.float32], rate: int, style: str | None) -> str:
        segments, _ = self._model.transcribe(
            soxr.resample(np.concatenate([_QUIET, samples, _QUIET]), rate, LISTENING_RATE),
            language="zh",
            beam_size=5,
            temperature=0.0,  # one answer, always the same one
            initial_prompt=style,
            condition_on_previous_text=False,
            without_timestamps=True,
            suppress_tokens=[-1, *self._figures],
        )
        return "".join(segment.text for segment in segments)


def pinyin_error(expected: str, heard: str) -> float:
    """Wrong, lost and added syllables as a share of the expected ones, 0.0 when all was heard."""
    written = " ".join(_syllables(heard))
    return float(jiwer.wer(" ".join(_syllables(expected)), written)) if written else 1.0


def hears(words: str, heard: str) -> bool:
    """Whether these words (an amount, a date) are in what was heard, whole and in this order."""
    return f" {' '.join(_syllables(words))} " in f" {' '.join(_syllables(heard))} "


def likest(candidates: Iterable[str], heard: str) -> str:
    """Which of several wordings was heard, though a syllable of it be misheard."""
    syllables = _syllables(heard)
    return max(candidates, key=lambda words: fuzz.partial_ratio(_syllables(words), syllables))


def _figures(model: WhisperModel) -> list[int]:
    """The tokens that hold a figure."""
    tokenizer = model.hf_tokenizer
    return [token for token in tokenizer.get_vocab().values() if _FIGURE.search(tokenizer.decode([token]))]


def _read(recording: Path) -> tuple[NDArray[np.float32], int]:
    if recording.suffix != ".alaw":
        samples, rate = soundfile.read(recording, dtype="float32", always_2d=True)
        return samples.mean(axis=1), rate
    return read_alaw(recording.read_bytes()), _TELEPHONE_RATE


def read_alaw(sound: bytes) -> NDArray[np.float32]:
    samples, _ = soundfile.read(
        io.BytesIO(sound), dtype="float32", samplerate=_TELEPHONE_RATE, channels=1, format="RAW", subtype="ALAW"
    )
    return np.asarray(samples, dtype=np.float32)


def _syllables(words: str) -> list[str]:
    """Toneless pinyin of what is neither space nor punctuation. 一十 and 十, 幺 and 一, 两 and 二 are the same number."""
    return lazy_pinyin(re.sub(r"[\W_]+", "", words.translate(_SAME)).replace("一十", "十"))
