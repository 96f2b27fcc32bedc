"""From an utterance to a file that Asterisk plays."""

import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from ivr.settings import PROMPTS, Settings
from ivr.speech import telephone
from ivr.speech.espeak import Espeak
from ivr.speech.join import join
from ivr.speech.kokoro_process import KokoroProcess
from ivr.speech.store import SUFFIX, Store, key, write_whole
from ivr.speech.synthesizer import VoiceUnavailable
from ivr.spoken.utterance import Fixed, Rate, Recording, Segment, Utterance

Result = TypeVar("Result")

PATIENCE_SECONDS = 4.0
"""The good voice must have spoken all that has to be spoken for a prompt within this time, or the fallback speaks the rest.
Meanwhile the caller hears that they should wait."""
BETWEEN_SEGMENTS_MS = 80
_PAUSE = telephone.silence(BETWEEN_SEGMENTS_MS)
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


def open_store(settings: Settings) -> Store:
    """The renderings of this system; to be closed when anything may have been spoken."""
    kokoro = KokoroProcess(settings.software_dir / "voice")
    return Store(PROMPTS, PROMPTS / "rendered", settings.home / "cache", kokoro, Espeak())


class Prompter:
    """Serves all calls at once."""

    def __init__(self, settings: Settings, phrases: Callable[[], tuple[str, ...]] = tuple) -> None:
        """`phrases` gives what is rendered, though look-ups answer it: it is joined like the pieces of amounts."""
        self._phrases = phrases
        self._store = open_store(settings)
        self._joined = settings.home / "cache"
        self._messages = settings.home / "messages"
        self._speakers = ThreadPoolExecutor(2, thread_name_prefix="voice")
        self._memory = _private_memory()

    def prepare(self, utterance: Utterance, rate: Rate) -> Playable:
        """The utterance as one file. Raises VoiceUnavailable."""
        until = time.monotonic() + PATIENCE_SECONDS
        fixed = [self._path(segment, rate, until) for segment in utterance if isinstance(segment, Fixed)]
        if len(fixed) < len(utterance):
            path = self._memory / f"{secrets.token_hex(16)}{SUFFIX}"
            write_whole(path, _PAUSE.join(self._audio(segment, rate, until) for segment in utterance))
            return _playable(path, personal=True)
        return _playable(fixed[0] if len(fixed) == 1 else self._one_of(fixed), personal=False)

    def rest(self, playable: Playable, milliseconds: int) -> Playable:
        """What is left of it after so long, as a file of its own."""
        left = Path(playable.path + SUFFIX).read_bytes()[milliseconds * telephone.BYTES_PER_MS :]
        path = self._memory / f"{secrets.token_hex(16)}{SUFFIX}"
        write_whole(path, left)
        return _playable(path, personal=True)

    def recording(self, name: str) -> Path:
        """Where a caller's message lies, or will lie; only the system's own user may read it."""
        self._messages.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self._messages / f"{name}{SUFFIX}"

    def close(self) -> None:
        """Ends the voices' processes and forgets what callers heard."""
        self._speakers.shutdown(wait=False, cancel_futures=True)
        self._store.close()
        shutil.rmtree(self._memory, ignore_errors=True)

    def _one_of(self, files: list[Path]) -> Path:
        """The files as one, kept under the names of its parts, which say what voice spoke them."""
        joined = self._joined / f"joined-{key('', '', Rate.NORMAL, ' '.join(file.stem for file in files))}{SUFFIX}"
        if not joined.exists():
            write_whole(joined, _PAUSE.join(file.read_bytes() for file in files))
        return joined

    def _audio(self, segment: Segment, rate: Rate, until: float) -> bytes:
        """`until` is when the good voice must have spoken, together for all that has to be spoken now."""
        if isinstance(segment, Fixed):
            return self._path(segment, rate, until).read_bytes()
        if isinstance(segment, Recording):
            return self.recording(segment.name).read_bytes()
        words = segment.text.get_secret_value()
        joined = join(words, rate, lambda piece: self._piece(piece, until), self._phrases())
        if joined is not None:
            return joined
        spoken = self._speakers.submit(self._store.speak, words, rate)
        try:
            return self._in_time(spoken, lambda: self._store.speak_by_fallback(words, rate), until)
        finally:
            spoken.cancel()  # nobody else wants these words: the voice has enough to do for those who still wait

    def _piece(self, piece: str, until: float) -> bytes:
        return (self._store.piece(piece) or self._path(Fixed(piece), Rate.NORMAL, until)).read_bytes()

    def _path(self, fixed: Fixed, rate: Rate, until: float) -> Path:
        """What the good voice has not ended in time is ready for the next caller."""
        render, fall_back = self._store.render, self._store.render_by_fallback
        return self._store.rendered(fixed, rate) or self._in_time(
            self._speakers.submit(render, fixed, rate), lambda: fall_back(fixed, rate), until
        )

    def _in_time(self, spoken: Future[Result], fall_back: Callable[[], Result], until: float) -> Result:
        """By the good voice if it is quick enough."""
        try:
            return spoken.result(max(0.0, until - time.monotonic()))
        except (TimeoutError, VoiceUnavailable):
            return fall_back()


def _playable(path: Path, *, personal: bool) -> Playable:
    milliseconds = path.stat().st_size // telephone.BYTES_PER_MS
    return Playable(str(path.with_suffix("")), milliseconds, personal)


def _private_memory() -> Path:
    """A directory of this process for what one person hears. What processes left that were killed goes first."""
    for left in MEMORY.glob("ivr-*-*"):
        if not Path("/proc", left.name.split("-")[1]).exists():
            shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"ivr-{os.getpid()}-", dir=MEMORY))
