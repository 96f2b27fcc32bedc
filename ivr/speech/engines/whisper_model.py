"""Whisper's two halves as the engine needs them: sound to what its decoder sees, and what the decoder holds of given words."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import soxr

from ivr.speech.engine import Unavailable

TELEPHONE_RATE = 8000
FRAMES_A_SECOND = 100
_RATE = 16_000
_HOP = _RATE // FRAMES_A_SECOND
_LONGEST = 30 * FRAMES_A_SECOND
_STEP = 100
"""Windows come in whole seconds."""

_START = ("<|startoftranscript|>", "<|zh|>", "<|transcribe|>")
_AT_ONCE = 12
_BEHIND = 50
"""Positions (a second) that the decoder sees behind the sound: with the whole window each phrase takes a third longer, with
none it misses the end."""
_LONGEST_TEXT = 60
"""Tokens, of a sentence on the main menu."""
_LEAST = 1e-12


@dataclass(frozen=True)
class Encoded:
    """One utterance as the encoder gives it."""

    output: Any
    heard: int
    """How many of the encoder's positions hold sound, and not what the window was filled up with."""

    @property
    def positions(self) -> npt.NDArray[np.float32]:
        """The encoder's output where there is sound, by time."""
        return np.asarray(self.output, dtype=np.float32)[0, : self.heard]


class WhisperModel:
    """Loads in a second or two, 200 MB. Raises Unavailable."""

    def __init__(self, folder: Path, threads: int) -> None:
        try:
            import ctranslate2  # noqa: PLC0415  # 60 MB that a machine with another engine never loads
            from faster_whisper.feature_extractor import FeatureExtractor  # noqa: PLC0415
            from tokenizers import Tokenizer  # noqa: PLC0415
        except ImportError:
            raise Unavailable("the Python package faster-whisper is missing: run script/setup again") from None
        if not (folder / "model.bin").is_file():
            raise Unavailable(f"the Whisper model is not in {folder}: `ivr install` puts it there")
        self._view = ctranslate2.StorageView.from_array
        self._features = FeatureExtractor()
        self._network = ctranslate2.models.Whisper(
            str(folder), device="cpu", compute_type="int8", intra_threads=threads
        )
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._start = [self._tokenizer.token_to_id(token) for token in _START]
        self._without_times = self._tokenizer.token_to_id("<|notimestamps|>")

    def encode(self, samples: npt.NDArray[np.int16], seconds_before: float, least_frames: int) -> Encoded:
        """An utterance of the telephone. A window cut to it costs in proportion; too short a one is not understood."""
        sound = soxr.resample(samples.astype(np.float32) / 32768, TELEPHONE_RATE, _RATE)
        sound = np.pad(sound, (round(seconds_before * _RATE), 0))
        frames = min(_LONGEST, max(least_frames, -(-len(sound) // (_HOP * _STEP)) * _STEP))
        window = np.zeros(frames * _HOP, dtype=np.float32)
        window[: len(sound)] = sound[: len(window)]
        features = self._features(window, padding=0)[None, :, :frames]
        output = self._network.encode(self._view(np.ascontiguousarray(features, dtype=np.float32)))
        return Encoded(output, min(frames // 2, -(-len(sound) // (2 * _HOP))))

    def likelihoods(self, encoded: Encoded, texts: Sequence[str]) -> list[float]:
        """Log probability of each text, given the sound."""
        found: list[float] = []
        for first in range(0, len(texts), _AT_ONCE):
            found += self._forced(encoded, [self._tokens(text) for text in texts[first : first + _AT_ONCE]])
        return found

    def written(self, encoded: Encoded) -> str:
        """What it takes the sound for by itself."""
        texts = self._network.generate(
            encoded.output, [[*self._start, self._without_times]], beam_size=1, max_length=_LONGEST_TEXT
        )
        return str(self._tokenizer.decode(texts[0].sequences_ids[0]))

    def _forced(self, encoded: Encoded, tokens: list[list[int]]) -> list[float]:
        seen = np.asarray(encoded.output)[:, : encoded.heard + _BEHIND]
        repeated = self._view(np.repeat(seen, len(tokens), axis=0))
        aligned = self._network.align(repeated, self._start, tokens, 2 * seen.shape[1])
        return [float(np.log(np.maximum(each.text_token_probs, _LEAST)).sum()) for each in aligned]

    def _tokens(self, text: str) -> list[int]:
        return list(self._tokenizer.encode(text, add_special_tokens=False).ids)
