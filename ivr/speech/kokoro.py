"""Kokoro-82M on onnxruntime: Mandarin that people understand, at about one processor second a second of speech."""

import functools
import json
import logging
import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ivr.speech import telephone
from ivr.speech.synthesizer import VoiceUnavailable
from ivr.speech.telephone import Samples
from ivr.spoken.utterance import Rate

NAME = "kokoro"
VOICE = "zf_xiaoyi"
MODEL_FILE = "kokoro.onnx"
VOCABULARY_FILE = "vocabulary.json"
VOICE_FILE = f"{VOICE}.bin"

_RATE = 24_000
_SPEED = {Rate.NORMAL: 1.0, Rate.SLOW: 0.8}
_STYLE_SIZE = 256
_MOST_TOKENS = 500  # the model reads 510 with its two end marks
_SENTENCE_END = re.compile(r"(?<=[。！？；])")
_BETWEEN_SENTENCES_MS = 400
