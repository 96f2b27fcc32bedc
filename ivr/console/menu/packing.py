"""The menus' files as one archive: texts, and the recordings that they name, as they lie in a dialplan's folder."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from ivr.menus.service import MENU_FILES
from ivr.versions.recordings import LARGEST, file_of
from ivr.versions.version import Texts

LARGEST_TEXT = 400_000
"""The shipped tree has a tenth of it."""
LARGEST_ARCHIVE = 30_000_000
"""Sent, and unpacked."""
MOST_FILES = 1000
_SOUND = re.compile(re.escape(file_of("DIGEST")).replace("DIGEST", "([0-9a-f]{24})"))
_ENTRY = b"PK\x01\x02"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
"""What zipfile says of an archive that is none, is cut short, or is locked."""


@dataclass
class Packed:
    """What was sent: nothing of it is written anywhere under the name that it has there."""

    texts: dict[str, str] = field(default_factory=dict)
    sounds: dict[str, bytes] = field(default_factory=dict)
    """By their digests."""


def packed(texts: Texts, sounds: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(texts.items()):
            archive.writestr(name, text)
        for digest, sound in sorted(sounds.items()):
            archive.writestr(file_of(digest), sound)
    return made.getvalue()


def unpacked(sent: list[FileStorage]) -> Packed:
    """Single files, or archives of them. Raises ValueError."""
    found = Packed()
    for file in sent:
        name = file.filename or ""
        for one, content in _archived(file) if name.endswith(".zip") else [(name, file.stream.read(LARGEST_TEXT + 1))]:
            _add(found, one, content)
    if not found.texts:
        raise ValueError(_("请先选择文件。"))
    return found


def _add(found: Packed, name: str, content: bytes) -> None:
    if sound := _SOUND.fullmatch(name):
        found.sounds[sound[1]] = content
    elif name not in MENU_FILES:
        raise ValueError(_("只能导入这些文件：%(names)s。", names="、".join(MENU_FILES)))
    elif len(content) > LARGEST_TEXT:
        raise ValueError(_("%(name)s 太大，没有导入。", name=name))
    else:
        try:
            found.texts[name] = content.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            raise ValueError(_("%(name)s 不是 UTF-8 文本，请另存为 UTF-8 后再导入。", name=name)) from None


def _archived(file: FileStorage) -> list[tuple[str, bytes]]:
    try:
        return list(_entries(file.stream.read(LARGEST_ARCHIVE)))
    except _BROKEN:
        raise ValueError(_("%(name)s 打不开，或者太大，没有导入。", name=file.filename)) from None


def _entries(content: bytes) -> Iterator[tuple[str, bytes]]:
    """No more of a file is unpacked than it may have, whatever the archive says of it."""
    left = LARGEST_ARCHIVE if content.count(_ENTRY) <= MOST_FILES else 0
    with zipfile.ZipFile(io.BytesIO(content[:left])) as archive:
        for entry in archive.infolist():
            with archive.open(entry) as opened:
                unpacked = opened.read(max(LARGEST, LARGEST_TEXT) + 1)
            left -= len(unpacked)
            if left < 0:
                raise zipfile.BadZipFile("too large")
            if not entry.is_dir():
                yield entry.filename, unpacked
