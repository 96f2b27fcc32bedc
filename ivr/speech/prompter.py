"""From an utterance to a file that Asterisk plays."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from ivr.settings import PROMPTS, Settings
from ivr.speech import telephone
from ivr.speech.espeak import Espeak
from ivr.speech.join import join
from ivr.speech.kokoro import Kokoro
from ivr.speech.store import SUFFIX, Store, key, write_whole
from ivr.speech.synthesizer import VoiceUnavailable
from ivr.spoken.utterance import Fixed, Rate, Recording, Segment, Utterance

Result = TypeVar("Result")

PATIENCE_SECONDS = 1.2
"""The good voice must begin within this time, or the fallback speaks: nobody hears nothing for two seconds."""
BETWEEN_SEGMENTS_MS = 80
MEMORY = Path("/dev/shm")  # noqa: S108  # memory, not a disk; the directory below is private


@dataclass(frozen=True)
class Playable:
    """A file to be played, and removed afterwards when it is somebody's own."""

    path: str
    """Without its extension, as Asterisk wants it."""
    milliseconds: int
    personal: bool

    def __enter__(self) -> "Playable":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self.personal:
            Path(self.path + SUFFIX).unlink(missing_ok=True)


def open_store(settings: Settings) -> tuple[Store, Espeak]:
    """The renderings of this system, and the fallback engine, which has a process to be closed."""
    espeak = Espeak()
    kokoro = Kokoro(settings.software_dir / "voice")
    return Store(PROMPTS, PROMPTS / "rendered", settings.home / "cache", kokoro, espeak), espeak


class Prompter:
    """Serves all calls at once."""

    def __init__(self, settings: Settings) -> None:
        self._store, self._espeak = open_store(settings)
        self._joined = settings.home / "cache"
        self._messages = settings.home / "messages"
        self._speakers = ThreadPoolExecutor(2, thread_name_prefix="voice")
        self._memory = _private_memory()

    def prepare(self, utterance: Utterance, rate: Rate) -> Playable:
        """The utterance as one file. Raises VoiceUnavailable."""
        personal = not all(isinstance(segment, Fixed) for segment in utterance)
        if len(utterance) == 1 and isinstance(utterance[0], Fixed):
            return _playable(self._path(utterance[0], rate), personal=False)
        name = secrets.token_hex(16) if personal else _name(utterance, rate)
        path = (self._memory if personal else self._joined) / f"{name}{SUFFIX}"
        if personal or not path.exists():
            write_whole(path, self._together(utterance, rate))
        return _playable(path, personal=personal)

    def recording(self, name: str) -> Path:
        """Where a caller's message lies, or will lie; only the system's own user may read it."""
        self._messages.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self._messages / f"{name}{SUFFIX}"

    def close(self) -> None:
        """Ends the voice's process and forgets what callers heard."""
        self._speakers.shutdown(wait=False, cancel_futures=True)
        self._espeak.close()
        shutil.rmtree(self._memory, ignore_errors=True)

    def _together(self, utterance: Utterance, rate: Rate) -> bytes:
        pause = telephone.silence(BETWEEN_SEGMENTS_MS)
        return pause.join(self._audio(segment, rate) for segment in utterance)

    def _audio(self, segment: Segment, rate: Rate) -> bytes:
        if isinstance(segment, Fixed):
            return self._path(segment, rate).read_bytes()
        if isinstance(segment, Recording):
            return self.recording(segment.name).read_bytes()
        words = segment.text.get_secret_value()
        joined = join(words, rate, self._piece)
        if joined is not None:
            return joined
        speak, fall_back = self._store.speak, self._store.speak_by_fallback
        return self._in_time(lambda: speak(words, rate), lambda: fall_back(words, rate))

    def _piece(self, piece: str) -> bytes:
        return (self._store.piece(piece) or self._path(Fixed(piece), Rate.NORMAL)).read_bytes()

    def _path(self, fixed: Fixed, rate: Rate) -> Path:
        render, fall_back = self._store.render, self._store.render_by_fallback
        return self._store.rendered(fixed, rate) or self._in_time(
            lambda: render(fixed, rate), lambda: fall_back(fixed, rate)
        )

    def _in_time(self, speak: Callable[[], Result], fall_back: Callable[[], Result]) -> Result:
        """By the good voice if it is quick enough; what it has not ended is ready for the next caller."""
        try:
            return self._speakers.submit(speak).result(PATIENCE_SECONDS)
        except (TimeoutError, VoiceUnavailable):
            return fall_back()


def _playable(path: Path, *, personal: bool) -> Playable:
    milliseconds = path.stat().st_size // telephone.BYTES_PER_MS
    return Playable(str(path.with_suffix("")), milliseconds, personal)


def _name(utterance: Utterance, rate: Rate) -> str:
    parts = [segment.text for segment in utterance if isinstance(segment, Fixed)]
    return "joined-" + key("", "", rate, "\n".join(parts))


def _private_memory() -> Path:
    """A directory of this process for what one person hears. What processes left that were killed goes first."""
    for left in MEMORY.glob("ivr-*-*"):
        if not Path("/proc", left.name.split("-")[1]).exists():
            shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"ivr-{os.getpid()}-", dir=MEMORY))
