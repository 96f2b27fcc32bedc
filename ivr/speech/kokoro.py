"""Kokoro-82M on onnxruntime: Mandarin that people understand, at 0.6 processor seconds a second of speech.

Nine tenths of that are convolutions. Neither an option of the session makes them faster, nor weights turned back into floats.
The silence that it puts around every sentence, 1.5 s together, costs as much as speech: single words are the dearest.
"""

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
from ivr.speech.carriers import Carrier
from ivr.speech.synthesizer import VoiceUnavailable
from ivr.speech.telephone import Samples
from ivr.spoken.utterance import Rate

NAME = "kokoro"
VOICE = "zm_yunxia"
MODEL_FILE = "kokoro.onnx"
VOCABULARY_FILE = "vocabulary.json"
VOICE_FILE = f"{VOICE}.bin"

RATE = 24_000
# At 1.0 it hurries: at 0.9 Whisper mishears half as much over the telephone.
_SPEED = {Rate.NORMAL: 0.9, Rate.SLOW: 0.75}
_STYLE_SIZE = 256
_MOST_TOKENS = 500  # the model reads 510 with its two end marks
_SENTENCE_END = re.compile(r"(?<=[。！？；])")
_BETWEEN_SENTENCES_MS = 400

_DURATIONS = "/encoder/Clip_output_0"
"""A value inside the model: how many frames each token takes."""
FRAME = 600
EARLY = 1800
"""Samples by which a token is heard before its frames begin."""


class Kokoro:
    """The good voice. It is loaded with its first words, which takes some seconds."""

    name = NAME
    voice = VOICE

    def __init__(self, folder: Path, speaker: Path | None = None) -> None:
        """`speaker`: the file of another voice than the product's."""
        self._folder = folder
        self._speaker = speaker or folder / VOICE_FILE
        self._loading = threading.Lock()

    def speak(self, text: str, rate: Rate) -> Samples:
        """The words, sentence by sentence. Raises VoiceUnavailable when the voice is not installed."""
        sentences = [self._sentence(part, rate) for part in _SENTENCE_END.split(text) if part.strip()]
        pause = np.zeros(_BETWEEN_SENTENCES_MS * telephone.BYTES_PER_MS, dtype=np.float32)
        pieces = [piece for sentence in sentences for piece in (pause, sentence)][1:]
        return np.concatenate(pieces) if pieces else pause[:0]

    def speak_within(self, carrier: Carrier) -> Samples:
        """The piece, cut out of its carrier. Raises VoiceUnavailable."""
        model = self._model()
        before, piece, after = (model.tokens(words) for words in carrier)
        spoken, durations = model.speak([*before, *piece, *after], _SPEED[Rate.NORMAL])
        # One more token than those before it: every sentence begins with a mark.
        frames = np.cumsum(durations)[[len(before), len(before) + len(piece)]]
        start, end = (int(count) * FRAME - EARLY for count in frames)
        return telephone.part_for_telephone(
            spoken, RATE, start if before else 0, end if carrier.after.strip("，") else len(spoken)
        )

    def _sentence(self, text: str, rate: Rate) -> Samples:
        model = self._model()
        return telephone.for_telephone(model.speak(model.tokens(text), _SPEED[rate])[0], RATE)

    def _model(self) -> "Model":
        with self._loading:
            return self._loaded

    @functools.cached_property
    def _loaded(self) -> "Model":
        return load_model(self._folder, self._speaker)


@dataclass(frozen=True)
class Model:
    """Kokoro's network with one voice."""

    session: Any
    vocabulary: dict[str, int]
    styles: NDArray[np.float32]
    phonemes: Callable[[str], str]

    def tokens(self, text: str) -> list[int]:
        return [self.vocabulary[symbol] for symbol in self.phonemes(text) if symbol in self.vocabulary]

    def speak(self, tokens: list[int], speed: float) -> tuple[Samples, NDArray[np.float32]]:
        """The sentence, and how many frames each of its tokens takes, with a mark at either end."""
        if not 0 < len(tokens) <= _MOST_TOKENS:
            raise VoiceUnavailable("a sentence has no words, or more than the voice can say in one breath")
        spoken, durations = self.session.run(
            None,
            {
                "tokens": np.array([[0, *tokens, 0]]),
                "style": self.styles[len(tokens) - 1],
                "speed": np.array([speed], dtype=np.float32),
            },
        )
        return np.asarray(spoken, dtype=np.float32).ravel(), np.asarray(durations).ravel()


def with_output(model: bytes, name: str) -> bytes:
    """An ONNX model that also gives a value from inside it.

    Protocol buffers that follow each other are merged: this appends a graph that has nothing but that output.
    """
    message = name.encode()
    for field in b"\x0a", b"\x62", b"\x3a":  # ValueInfoProto.name in GraphProto.output in ModelProto.graph
        message = field + bytes([len(message)]) + message
    return model + message


def read_styles(voice: Path) -> NDArray[np.float32]:
    """What a voice sounds like, by the number of tokens that it says."""
    return np.fromfile(voice, dtype=np.float32).reshape(-1, 1, _STYLE_SIZE)


def load_model(folder: Path, voice: Path) -> Model:
    """Raises VoiceUnavailable."""
    try:
        vocabulary = json.loads((folder / VOCABULARY_FILE).read_text())["vocab"]
        weights = with_output((folder / MODEL_FILE).read_bytes(), _DURATIONS)
        voice_styles = read_styles(voice)
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
    session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
    speller = ZHG2P()
    return Model(session, vocabulary, voice_styles, lambda text: str(speller(text)[0]))
