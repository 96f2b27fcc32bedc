"""The shipped renderings: all fixed wording, and every piece that personal words are joined from."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from rich.progress import Progress

from ivr.speech import telephone
from ivr.speech.store import SUFFIX, key, write_whole
from ivr.speech.synthesizer import Synthesizer
from ivr.spoken.utterance import Fixed, Rate
from ivr.spoken.vocabulary import vocabulary

INDEX = "INDEX.tsv"


def wanted(wording: Iterable[Fixed]) -> Iterator[tuple[str, Rate]]:
    """What callers may hear from files: wording at both rates, pieces at one (`join` says why)."""
    for text in dict.fromkeys(fixed.text for fixed in wording):
        yield from ((text, rate) for rate in Rate)
    yield from ((text, Rate.NORMAL) for text in vocabulary())


def missing(folder: Path, engine: Synthesizer, wording: Iterable[Fixed]) -> list[tuple[str, Rate]]:
    """What has no rendering in the engine's voice yet."""
    return [(text, rate) for text, rate in wanted(wording) if not _file(folder, engine, text, rate).exists()]


def render(folder: Path, engine: Synthesizer, wording: list[Fixed], progress: Progress) -> tuple[int, int]:
    """Speaks what is missing and removes what is no longer used: how many of each. Raises VoiceUnavailable."""
    todo = missing(folder, engine, wording)
    for text, rate in progress.track(todo, description="speaking"):
        write_whole(_file(folder, engine, text, rate), telephone.to_alaw(engine.speak(text, rate)))
    rows = {_file(folder, engine, text, rate): f"{rate}\t{text}" for text, rate in wanted(wording)}
    unused = [path for path in folder.glob(f"*{SUFFIX}") if path not in rows]
    for path in unused:
        path.unlink()
    index = "".join(f"{path.stem}\t{row}\n" for path, row in rows.items())
    write_whole(folder / INDEX, index.encode())
    return len(todo), len(unused)


def _file(folder: Path, engine: Synthesizer, text: str, rate: Rate) -> Path:
    return folder / (key(engine.name, engine.voice, rate, text) + SUFFIX)
