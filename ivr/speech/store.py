"""The renderings of what every caller hears alike: recorded, shipped, cached, or spoken now and kept.

A rendering's file is named by what went into it (engine, voice, rate, text; for a piece its carrier), so a changed text is
another file and nothing is ever out of date.
"""

import hashlib
import os
import tempfile
import threading
from pathlib import Path

import soundfile
import structlog

from ivr.speech import telephone
from ivr.speech.carriers import Carrier, carrier
from ivr.speech.synthesizer import Engine
from ivr.spoken.utterance import Fixed, Rate

log = structlog.get_logger()

FORMAT = "1"
"""To be counted up when the same words would be rendered to other sound."""
SUFFIX = ".alaw"


def key(engine: str, voice: str, rate: Rate, text: str) -> str:
    """The name of a rendering's file."""
    return _digest(engine, voice, rate, text)


def recording_path(cache: Path, digest: str) -> Path:
    """Where a recording that the menus name lies, once it was taken from our database."""
    return cache / f"recording-{digest}{SUFFIX}"


def piece_key(engine: str, voice: str, carrier: Carrier) -> str:
    """The name of the file of a piece that was cut out of a carrier."""
    return _digest(engine, voice, "piece", *carrier)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join((FORMAT, *parts)).encode()).hexdigest()[:24]


class Store:
    """Looks in this order: a recording by prompt id, the shipped renderings, the cache; then the engines speak."""

    def __init__(self, recordings: Path, shipped: Path, cache: Path, voice: Engine, fallback: Engine) -> None:
        """The shipped renderings are in the voice of `voice`, and are used whether it is installed or not."""
        self._recordings = recordings
        self._shipped = shipped
        self._cache = cache
        self._voice = voice
        self._fallback = fallback
        self._speaking = {engine.name: threading.Lock() for engine in (voice, fallback)}

    def rendered(self, fixed: Fixed, rate: Rate) -> Path | None:
        """The `.alaw` file, recorded or in the good voice, if there is one."""
        named = recording_path(self._cache, fixed.recording)
        if fixed.recording and named.exists():
            return named
        return self._recording(fixed.prompt) or self._kept(self._voice, fixed.text, rate)

    def piece(self, text: str) -> Path | None:
        """The shipped `.alaw` file of a piece, if there is one. Who finds none takes the words like any others."""
        path = self._shipped / (piece_key(self._voice.name, self._voice.voice, carrier(text)) + SUFFIX)
        return path if path.exists() else None

    def render(self, fixed: Fixed, rate: Rate) -> Path:
        """Has the words spoken by the good voice and keeps them. Raises VoiceUnavailable."""
        return self._speak(self._voice, fixed.text, rate)

    def render_by_fallback(self, fixed: Fixed, rate: Rate) -> Path:
        """The same by the fallback. Raises VoiceUnavailable."""
        return self._kept(self._fallback, fixed.text, rate) or self._speak(self._fallback, fixed.text, rate)

    def speak(self, text: str, rate: Rate) -> bytes:
        """One person's words as A-law, by the good voice, kept nowhere. Raises VoiceUnavailable."""
        return telephone.to_alaw(self._voice.speak(text, rate))

    def speak_by_fallback(self, text: str, rate: Rate) -> bytes:
        """The same by the fallback. Raises VoiceUnavailable."""
        return telephone.to_alaw(self._fallback.speak(text, rate))

    def close(self) -> None:
        """Ends the engines' processes."""
        self._voice.close()
        self._fallback.close()

    def _recording(self, prompt: str) -> Path | None:
        if not prompt:
            return None
        ready, wav = self._recordings / f"{prompt}{SUFFIX}", self._recordings / f"{prompt}.wav"
        if ready.exists() or not wav.exists():
            return ready if ready.exists() else None
        converted = self._cache / f"{hashlib.sha256(wav.read_bytes()).hexdigest()[:24]}{SUFFIX}"
        if not converted.exists():
            try:
                write_whole(converted, telephone.read_wav(wav))
            except soundfile.SoundFileError:
                log.error(
                    "recording_unreadable", file=wav.name, remedy="save it again as WAV; until then the voice speaks"
                )
                return None
        return converted

    def _kept(self, engine: Engine, text: str, rate: Rate) -> Path | None:
        name = key(engine.name, engine.voice, rate, text) + SUFFIX
        places = (self._shipped / name, self._cache / name)
        return next((path for path in places if path.exists()), None)

    def _speak(self, engine: Engine, text: str, rate: Rate) -> Path:
        with self._speaking[engine.name]:  # many callers may want the same words at once; one has them spoken
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
