"""The shipped renderings: all fixed wording, and every piece that personal words are joined from."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rich.progress import Progress

from ivr.speech import telephone
from ivr.speech.carriers import carrier
from ivr.speech.kokoro import VOICE
from ivr.speech.recordings import Recording
from ivr.speech.store import SUFFIX, key, piece_key, write_whole
from ivr.speech.synthesizer import PieceSpeaker
from ivr.speech.telephone import Samples
from ivr.spoken.utterance import Fixed, Rate
from ivr.spoken.vocabulary import vocabulary

INDEX = "INDEX.tsv"
AT_ONCE = os.cpu_count() or 1


@dataclass(frozen=True)
class Rendering:
    """One file that callers may hear."""

    name: str
    manner: str
    text: str
    speak: Callable[[], Samples]

    def path(self, folder: Path) -> Path:
        return folder / f"{self.name}{SUFFIX}"

    def write(self, folder: Path) -> None:
        write_whole(self.path(folder), telephone.to_alaw(self.speak()))


def wanted(engine: PieceSpeaker, wording: Iterable[Fixed]) -> Iterator[Rendering]:
    """Wording at both rates, pieces at one (`join` says why)."""
    for text in dict.fromkeys(fixed.text for fixed in wording):
        for rate in Rate:
            name = key(engine.name, engine.voice, rate, text)
            yield Rendering(name, rate, text, partial(engine.speak, text, rate))
    for within in map(carrier, vocabulary()):
        name = piece_key(engine.name, engine.voice, within)
        yield Rendering(name, "piece", within.piece, partial(engine.speak_within, within))


def missing(folder: Path, engine: PieceSpeaker, wording: Iterable[Fixed]) -> list[Rendering]:
    """What has no file in the engine's voice yet."""
    return [rendering for rendering in wanted(engine, wording) if not rendering.path(folder).exists()]


def rendered(folder: Path) -> list[Recording]:
    """What was rendered there, and what is said in it."""
    lines = (line.split("\t") for line in (folder / INDEX).read_text(encoding="utf-8").splitlines())
    return [Recording(folder / f"{name}{SUFFIX}", text, VOICE) for name, _, text in lines]


def render(folder: Path, engine: PieceSpeaker, wording: list[Fixed], progress: Progress) -> tuple[int, int]:
    """Speaks what is missing and removes what is no longer used: how many of each. Raises VoiceUnavailable."""
    todo = missing(folder, engine, wording)
    with ThreadPoolExecutor(AT_ONCE) as speakers:
        written = speakers.map(lambda rendering: rendering.write(folder), todo)
        for _ in progress.track(written, total=len(todo), description="speaking"):
            pass
    used = {rendering.path(folder): rendering for rendering in wanted(engine, wording)}
    unused = [path for path in folder.glob(f"*{SUFFIX}") if path not in used]
    for path in unused:
        path.unlink()
    index = "".join(f"{file.name}\t{file.manner}\t{file.text}\n" for file in used.values())
    write_whole(folder / INDEX, index.encode())
    return len(todo), len(unused)
