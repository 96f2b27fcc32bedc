"""The process that espeak-ng lives in. It ends when its owner's end of the line closes."""

import io
import os
import wave
from multiprocessing.connection import Connection
from typing import Any

import pyttsx3

_WARM_UP = "一"
_TRIES = 4


def work(line: Connection, voice: str) -> None:
    """Answers each (words, words a minute) with (16-bit samples, their rate); nothing spoken is no samples."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # pyttsx3 prints a line for every file
    engine = pyttsx3.init("espeak")
    engine.setProperty("voice", voice)
    _spoken(engine, _WARM_UP)
    while True:
        try:
            words, speed = line.recv()
        except EOFError:
            return
        engine.setProperty("rate", speed)
        line.send(_spoken(engine, words))


def _spoken(engine: Any, words: str) -> tuple[bytes, int]:
    """Tried again when nothing comes: the engine loses the first one or two files after its start."""
    for _ in range(_TRIES):
        wav = _saved(engine, words)
        if len(wav) > 44:  # a header alone
            with wave.open(io.BytesIO(wav)) as spoken:
                return spoken.readframes(spoken.getnframes()), spoken.getframerate()
    return b"", 0


def _saved(engine: Any, words: str) -> bytes:
    """The engine writes files only. This one has no name on any disk: the words may be about a person."""
    memory = os.memfd_create("speech")
    try:
        engine.save_to_file(words, f"/proc/self/fd/{memory}")
        engine.runAndWait()
        return os.pread(memory, os.fstat(memory).st_size, 0)
    finally:
        os.close(memory)
