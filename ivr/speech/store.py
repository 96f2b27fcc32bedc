"""The renderings of what every caller hears alike: recorded, shipped, cached, or spoken now and kept.

A rendering's file is named by what went into it (engine, voice, rate, text), so a changed text is another file and nothing is
ever out of date.
"""

import hashlib
import os
import tempfile
import threading
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from ivr.speech import telephone
from ivr.speech.synthesizer import Synthesizer, VoiceUnavailable
from ivr.spoken.utterance import Fixed, Rate

FORMAT = "1"
"""To be counted up when the same words would be rendered to other sound."""
SUFFIX = ".alaw"


def key(engine: str, voice: str, rate: Rate, text: str) -> str:
    """The name of a rendering's file."""
    return hashlib.sha256("\0".join((FORMAT, engine, voice, rate, text)).encode()).hexdigest()[:24]


class Store:
    """Looks in this order: a recording by prompt id, the shipped renderings, the cache, the engines."""

    def __init__(self, recordings: Path, shipped: Path, cache: Path, engines: Iterable[Synthesizer]) -> None:
        """`engines`: the best first. The first one's renderings are preferred even where it is not installed."""
        self._recordings = recordings
        self._shipped = shipped
        self._cache = cache
        self._engines = tuple(engines)
        self._speaking = threading.Lock()

    def path(self, fixed: Fixed, rate: Rate) -> Path:
        """The `.alaw` file of these words, spoken now if need be. Raises VoiceUnavailable."""
        recording = self._recording(fixed.prompt)
        if recording:
            return recording
        for engine in self._engines:
            with suppress(VoiceUnavailable):
                return self._kept(engine, fixed.text, rate) or self._speak(engine, fixed.text, rate)
        raise VoiceUnavailable("no voice is installed that can speak: see `ivr doctor`")

    def rendered(self, fixed: Fixed, rate: Rate) -> Path | None:
        """The file in the recording's or the best engine's voice, if there is one."""
        return self._recording(fixed.prompt) or self._kept(self._engines[0], fixed.text, rate)

    def speak(self, text: str, rate: Rate) -> bytes:
        """One person's words as A-law, kept nowhere. Raises VoiceUnavailable."""
        for engine in self._engines:
            with suppress(VoiceUnavailable):
                return telephone.to_alaw(engine.speak(text, rate))
        raise VoiceUnavailable("no voice is installed that can speak: see `ivr doctor`")

    def _recording(self, prompt: str) -> Path | None:
        if not prompt:
            return None
        ready, wav = self._recordings / f"{prompt}{SUFFIX}", self._recordings / f"{prompt}.wav"
        if ready.exists() or not wav.exists():
            return ready if ready.exists() else None
        content = wav.read_bytes()
        converted = self._cache / f"{hashlib.sha256(content).hexdigest()[:24]}{SUFFIX}"
        if not converted.exists():
            write_whole(converted, telephone.read_wav(wav))
        return converted

    def _kept(self, engine: Synthesizer, text: str, rate: Rate) -> Path | None:
        name = key(engine.name, engine.voice, rate, text) + SUFFIX
        places = (self._shipped / name, self._cache / name)
        return next((path for path in places if path.exists()), None)

    def _speak(self, engine: Synthesizer, text: str, rate: Rate) -> Path:
        with self._speaking:  # many callers may want the same words at once; one has them spoken
            kept = self._kept(engine, text, rate)
            if kept:
                return kept
            path = self._cache / (key(engine.name, engine.voice, rate, text) + SUFFIX)
            write_whole(path, telephone.to_alaw(engine.speak(text, rate)))
            return path


def write_whole(path: Path, content: bytes) -> None:
    """The file appears whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(draft).replace(path)
