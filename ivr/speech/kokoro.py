"""Kokoro-82M on onnxruntime: Mandarin that people understand, at about one processor second a second of speech."""

import functools
import json
import logging
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ivr.speech import telephone
from ivr.speech.synthesizer import VoiceUnavailable
from ivr.speech.telephone import Samples
from ivr.spoken.utterance import Rate

NAME = "kokoro"
VOICE = "zm_yunxia"
MODEL_FILE = "kokoro.onnx"
VOCABULARY_FILE = "vocabulary.json"
VOICE_FILE = f"{VOICE}.bin"

_RATE = 24_000
# At 1.0 it hurries: at 0.9 Whisper mishears half as much over the telephone.
_SPEED = {Rate.NORMAL: 0.9, Rate.SLOW: 0.75}
_STYLE_SIZE = 256
_MOST_TOKENS = 500  # the model reads 510 with its two end marks
_SENTENCE_END = re.compile(r"(?<=[。！？；])")
_BETWEEN_SENTENCES_MS = 400


class Kokoro:
    """The good voice. It is loaded with its first words, which takes some seconds."""

    name = NAME
    voice = VOICE

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._turn = threading.Lock()  # two runs at once would only take the processor from each other

    def speak(self, text: str, rate: Rate) -> Samples:
        """The words, sentence by sentence. Raises VoiceUnavailable when the voice is not installed."""
        with self._turn:
            sentences = [self._sentence(part, rate) for part in _SENTENCE_END.split(text) if part.strip()]
        pause = np.zeros(_BETWEEN_SENTENCES_MS * telephone.BYTES_PER_MS, dtype=np.float32)
        pieces = [piece for sentence in sentences for piece in (pause, sentence)][1:]
        return np.concatenate(pieces) if pieces else pause[:0]

    def _sentence(self, text: str, rate: Rate) -> Samples:
        model = self._model
        tokens = [model.vocabulary[symbol] for symbol in model.phonemes(text) if symbol in model.vocabulary]
        if not 0 < len(tokens) <= _MOST_TOKENS:
            raise VoiceUnavailable("a sentence has no words, or more than the voice can say in one breath")
        spoken = model.session.run(
            None,
            {
                "tokens": np.array([[0, *tokens, 0]]),
                "style": model.styles[len(tokens) - 1],
                "speed": np.array([_SPEED[rate]], dtype=np.float32),
            },
        )[0]
        return telephone.for_telephone(np.asarray(spoken, dtype=np.float32).ravel(), _RATE)

    @functools.cached_property
    def _model(self) -> "_Model":
        return _load(self._folder)


@dataclass(frozen=True)
class _Model:
    session: Any
    vocabulary: dict[str, int]
    styles: NDArray[np.float32]
    phonemes: Callable[[str], str]


def _load(folder: Path) -> _Model:
    try:
        vocabulary = json.loads((folder / VOCABULARY_FILE).read_text())["vocab"]
        styles = np.fromfile(folder / VOICE_FILE, dtype=np.float32).reshape(-1, 1, _STYLE_SIZE)
    except OSError:
        raise VoiceUnavailable(f"the Kokoro voice is not in {folder}: `ivr install` puts it there") from None
    # Two seconds and 100 MB that a system with all its prompts rendered never needs.
    import jieba  # noqa: PLC0415
    import onnxruntime  # noqa: PLC0415
    from misaki.zh import ZHG2P  # noqa: PLC0415

    jieba.setLogLevel(logging.ERROR)
    jieba.dt.tmp_dir = str(
        folder
    )  # its word list is loaded as it lies there: not from a folder that anybody may write to
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # calls need the processor too
    session = onnxruntime.InferenceSession(str(folder / MODEL_FILE), options, providers=["CPUExecutionProvider"])
    speller = ZHG2P()
    return _Model(session, vocabulary, styles, lambda text: str(speller(text)[0]))
