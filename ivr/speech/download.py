"""The Mandarin model of Vosk: on no package registry, only on its publisher's pages, which many networks do not reach.

So it is tried once and not missed: without it Whisper listens, and `ivr doctor` tells how to put the model there by hand.
"""

import hashlib
import shutil
import tempfile
import urllib.request
import zipfile
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

MODEL = "vosk-model-small-cn-0.22"
_SECONDS = 20.0
_AT_ONCE = 1 << 20


@dataclass(frozen=True)
class Archive:
    """A ZIP file with one folder in it, and what it must be."""

    url: str
    size: int
    sha256: str


VOSK = Archive(
    f"https://alphacephei.com/vosk/models/{MODEL}.zip",
    43_898_754,
    "3af8b0e7e0f835ae9d414ce5df580237a3cfb08d586c9fbbb0f7ff29ad5b14ba",
)


def try_once(target: Path, archive: Archive = VOSK) -> bool:
    """Whether the model is in `target` now. What could not be had is not tried again, until TARGET.tried is removed."""
    tried = target.with_name(f"{target.name}.tried")
    if target.is_dir() or tried.exists():
        return target.is_dir()
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        _fetch(target, archive)
    except (OSError, HTTPException, zipfile.BadZipFile) as fault:
        tried.write_text(f"{archive.url}: {fault}\n", encoding="utf-8")
    return target.is_dir()


def _fetch(target: Path, archive: Archive) -> None:
    """Raises OSError, HTTPException, BadZipFile; `target` appears when it is whole."""
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as work:
        packed = Path(work) / "model.zip"
        _download(packed, archive)
        with zipfile.ZipFile(packed) as files:
            files.extractall(Path(work) / "files")  # of a known checksum
        (folder,) = (Path(work) / "files").iterdir()
        shutil.move(folder, target)


def _download(path: Path, archive: Archive) -> None:
    digest, left = hashlib.sha256(), archive.size
    with urllib.request.urlopen(archive.url, timeout=_SECONDS) as answer, path.open("wb") as file:  # noqa: S310  # https
        while left >= 0 and (part := answer.read(_AT_ONCE)):
            left -= len(part)
            digest.update(part)
            file.write(part)
    if left or digest.hexdigest() != archive.sha256:
        raise OSError("what came is not the model that was tested (checksum)")
