"""What a caller hears, judged by a listener that did not speak it: Whisper writes down the sound, and the words are compared.

Whisper writes numbers as it likes: 23105.6元, 两万3105元6角, 110105 or 十一万零一百零五. So both sides become the syllables of
the spoken words, without tones: homophones count as heard, a lost or a wrong syllable as an error.
"""

import io
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import jiwer
import numpy as np
import soundfile
import soxr
from faster_whisper import WhisperModel
from numpy.typing import NDArray
from pypinyin import lazy_pinyin

LISTENING_RATE = 16_000
_TELEPHONE_RATE = 8_000
_DIGITS = "零一二三四五六七八九"
# It decides between simplified and traditional characters, and punctuation; it holds no word of any answer.
_STYLE = "以下是普通话的句子。"

# The same digit by another name: nobody hears a different number.
_SAME = str.maketrans({"幺": "一", "两": "二", "〇": "零", "Ｘ": "叉", "X": "叉", "x": "叉", "×": "叉"})
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))(?=[\d,]*(?:\.\d+)?\s*[元块圆])")
_MONEY = re.compile(r"(\d+)\.(\d)(\d?)\s*[元块圆]")
_JIAO_FEN = re.compile(r"(?<=[元块圆])\s*(\d)\.(\d)\s*分")
_PERCENT = re.compile(r"([\d.]+)\s*[%％]")
_YEAR = re.compile(r"(\d{4})(?=\s*年)")
_DECIMAL = re.compile(r"(\d+)\.(\d+)")
_COUNTED = re.compile(r"(?<!\d)([1-9]\d*|0)(?=\s*[元块圆角分年月日号万亿个岁千百十次位秒天])")
_BARE = re.compile(r"\d+")
_MOST_READINGS = 64


class Ears:
    """A listener. `model` is a folder that `ivr.speech.install.install_whisper` filled."""

    def __init__(self, model: Path) -> None:
        self._model = WhisperModel(str(model), device="cpu", compute_type="int8", cpu_threads=2)

    def hear(self, recording: Path) -> str:
        """The words of a `.wav` or `.alaw` file, as Whisper writes them."""
        return self.hear_samples(*_read(recording))

    def hear_alaw(self, alaw: bytes) -> str:
        return self.hear_samples(_decoded(alaw), _TELEPHONE_RATE)

    def hear_samples(self, samples: NDArray[np.float32], rate: int) -> str:
        segments, _ = self._model.transcribe(
            soxr.resample(samples, rate, LISTENING_RATE),
            language="zh",
            beam_size=5,
            temperature=0.0,  # one answer, always the same one
            initial_prompt=_STYLE,
            condition_on_previous_text=False,
            without_timestamps=True,
        )
        return "".join(segment.text for segment in segments)


def pinyin_error(expected: str, heard: str) -> float:
    """Wrong, lost and added syllables as a share of the expected ones, 0.0 when all was heard.

    `expected` holds words only, as they were spoken. Of the ways in which a written number may be read, the nearest counts.
    """
    spoken = " ".join(_syllables(expected))
    return min(_error(spoken, " ".join(reading)) for reading in _readings(heard))


def hears(words: str, heard: str) -> bool:
    """Whether these words (an amount, a date) are in what was heard, whole and in this order."""
    spoken = f" {' '.join(_syllables(words))} "
    return any(spoken in f" {' '.join(reading)} " for reading in _readings(heard))


def _error(spoken: str, heard: str) -> float:
    return float(jiwer.wer(spoken, heard)) if heard else 1.0


def _read(recording: Path) -> tuple[NDArray[np.float32], int]:
    if recording.suffix == ".alaw":
        return _decoded(recording.read_bytes()), _TELEPHONE_RATE
    samples, rate = soundfile.read(recording, dtype="float32", always_2d=True)
    return samples.mean(axis=1), rate


def _decoded(alaw: bytes) -> NDArray[np.float32]:
    raw = io.BytesIO(alaw)
    samples, _ = soundfile.read(
        raw, dtype="float32", samplerate=_TELEPHONE_RATE, channels=1, format="RAW", subtype="ALAW"
    )
    return np.asarray(samples, dtype=np.float32)


def _syllables(words: str) -> list[str]:
    """Toneless pinyin of what is neither space nor punctuation. 一十 and 十, 幺 and 一, 两 and 二 are the same number."""
    return lazy_pinyin(re.sub(r"[\W_]+", "", words.translate(_SAME)).replace("一十", "十"))


def _readings(written: str) -> Iterator[list[str]]:
    """The syllables of a written text in each way that its bare numbers can be read."""
    words = _with_units_read(written)
    bare = list(_BARE.finditer(words))
    ways = [_ways(number[0]) for number in bare]
    for chosen in itertools.islice(itertools.product(*ways), _MOST_READINGS):
        plain = _BARE.split(words)
        yield _syllables("".join(itertools.chain.from_iterable(zip(plain, [*chosen, ""], strict=True))))


def _with_units_read(written: str) -> str:
    """Numbers that a unit follows have one reading: 23,105.60元, 12.5%, 2026年, 18年."""
    text = _GROUPED.sub("", written)
    text = _MONEY.sub(_money, text)
    text = _JIAO_FEN.sub(r"\1角\2分", text)
    text = _PERCENT.sub(lambda found: f"百分之{found[1]}", text)
    text = _YEAR.sub(lambda found: _one_by_one(found[1]), text)
    text = _DECIMAL.sub(lambda found: f"{_cardinal(int(found[1]))}点{_one_by_one(found[2])}", text)
    return _COUNTED.sub(lambda found: _cardinal(int(found[1])), text)


def _money(found: re.Match[str]) -> str:
    yuan, jiao, fen = int(found[1]), int(found[2]), int(found[3] or 0)
    tail = (f"{_DIGITS[jiao]}角" if jiao else "零" if fen else "") + (f"{_DIGITS[fen]}分" if fen else "")
    return (f"{_cardinal(yuan)}元" if yuan else "") + (tail.removeprefix("零") if not yuan else tail)


def _ways(number: str) -> list[str]:
    digits = _one_by_one(number)
    return [digits] if number.startswith("0") or len(number) > 9 else [digits, _cardinal(int(number))]


def _one_by_one(digits: str) -> str:
    return "".join(_DIGITS[int(digit)] for digit in digits)


def _cardinal(number: int) -> str:
    """A whole number as said: 23105 is 二万三千一百零五."""
    if number < 10_000:
        return _below_ten_thousand(number) or "零"
    big, unit = (100_000_000, "亿") if number >= 100_000_000 else (10_000, "万")
    head, tail = divmod(number, big)
    gap = "零" if tail and tail < big // 10 else ""
    return _cardinal(head) + unit + gap + (_cardinal(tail) if tail else "")


def _below_ten_thousand(number: int) -> str:
    places = zip(f"{number:04}", ("千", "百", "十", ""), strict=True)
    said = "".join(_DIGITS[int(digit)] + unit if digit != "0" else "零" for digit, unit in places)
    return re.sub("零+", "零", said).strip("零")
