"""One decoding process: an engine, and the line on which utterances come."""

from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

import numpy as np

from ivr.speech.engine import Engine, Unavailable
from ivr.speech.process import Child
from ivr.spoken.question import Alternative, Question

EngineSource = Callable[[], Engine]
"""Loads an engine, in the process that will use it. Raises Unavailable."""
Answer = tuple[Alternative, ...] | None

LOAD_SECONDS = 60.0
DECODE_SECONDS = 4.0
"""For the longest utterance on a busy machine. Who takes longer hangs."""


class DecoderDied(Exception):
    """The process has ended or did not answer in time, and is gone."""


class Decoder:
    """Used by one thread. The process ends with `close`, and with ours."""

    def __init__(self, source: EngineSource) -> None:
        """Starts loading. `loaded` waits for it."""
        self._child = Child("decoder", _work, source)

    def loaded(self) -> str:
        """The engine's name. Raises Unavailable, DecoderDied."""
        name, missing = self._answer(LOAD_SECONDS)
        if missing:
            raise Unavailable(missing)
        return name  # type: ignore[no-any-return]  # as `_work` sends it

    def decode(self, question: Question, samples: bytes) -> Answer:
        """None when the engine failed on this utterance. Raises DecoderDied."""
        try:
            self._child.send((question, samples))
        except OSError:
            self.close()
            raise DecoderDied from None
        return self._answer(DECODE_SECONDS)  # type: ignore[no-any-return]  # as `_work` sends it

    def kill(self) -> None:
        """From any thread: the one that uses it gets DecoderDied."""
        self._child.kill()

    def close(self) -> None:
        self._child.close()

    def _answer(self, seconds: float) -> Any:
        try:
            return self._child.answer(seconds)
        except (EOFError, OSError):
            self.close()
            raise DecoderDied from None


def _work(line: Connection, source: EngineSource) -> None:
    try:
        engine = source()
    except Unavailable as fault:
        line.send(("", str(fault)))
        return
    line.send((engine.name, ""))
    while True:
        try:
            question, samples = line.recv()
        except EOFError:
            return
        line.send(_decoded(engine, question, samples))


def _decoded(engine: Engine, question: Question, samples: bytes) -> Answer:
    try:
        return engine.decode(question, np.frombuffer(samples, dtype="<i2"))
    except Exception:  # noqa: BLE001  # whatever an engine raises costs one utterance; its words may be what was said
        return None
