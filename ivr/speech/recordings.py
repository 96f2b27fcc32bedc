"""A folder of recordings with what is said in each: `MANIFEST.tsv` names file, text and speaker, with a heading line."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

from ivr.mendable import Mendable
from ivr.speech import telephone
from ivr.speech.store import SUFFIX
from ivr.speech.telephone import Samples

MANIFEST = "MANIFEST.tsv"
_COLUMNS = ("file", "text", "speaker")


class BadRecordings(Mendable):
    """The folder can't be used; the message says where the fault is and what to write instead."""


@dataclass(frozen=True)
class Recording:
    """Somebody says something."""

    path: Path
    text: str
    """Empty where nobody wrote it down."""
    speaker: str
    """Empty where nobody knows."""

    def sound(self) -> tuple[Samples, int]:
        """One channel, and its samples a second. Raises BadRecordings."""
        if self.path.suffix == SUFFIX:
            samples = telephone.from_alaw(self.path.read_bytes())
            return np.asarray(samples / 32768, dtype=np.float32), telephone.SAMPLE_RATE
        try:
            samples, rate = soundfile.read(self.path, dtype="float32", always_2d=True)
        except (soundfile.SoundFileError, OSError):
            raise BadRecordings(f"{self.path} can't be read as sound: put a WAV or FLAC file there") from None
        return np.asarray(samples.mean(axis=1), dtype=np.float32), int(rate)


def read_recordings(folder: Path) -> list[Recording]:
    """In the order of the manifest. Raises BadRecordings."""
    manifest = folder / MANIFEST
    try:
        with manifest.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    except (OSError, UnicodeDecodeError):
        raise BadRecordings(
            f"{manifest} is missing or is not UTF-8: write a line {' '.join(_COLUMNS)} with tabs between, "
            "and one such line for each recording"
        ) from None
    return [_recording(folder, row, line) for line, row in enumerate(rows, start=2)]


def write_recordings(folder: Path, recordings: Iterable[Recording]) -> None:
    """The manifest of files that are there."""
    lines = ["\t".join(_COLUMNS), *(f"{each.path.name}\t{each.text}\t{each.speaker}" for each in recordings)]
    (folder / MANIFEST).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _recording(folder: Path, row: dict[str, str | None], line: int) -> Recording:
    file, text, speaker = (row.get(column) for column in _COLUMNS)
    where = f"{folder / MANIFEST}, line {line}"
    if not file or text is None or speaker is None:
        raise BadRecordings(
            f"{where}: write file, text and speaker, with tabs between, below a heading with these words"
        )
    if not (folder / file).is_file():
        raise BadRecordings(f"{where}: there is no {file} in the folder")
    return Recording(folder / file, text, speaker)
