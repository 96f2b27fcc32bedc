"""Where recordings lie: `IVR_HOME`/recordings, for the system's own user alone."""

import fcntl
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ivr.recordings.sound import Sound, joined
from ivr.secret import Seal

STRETCH = re.compile(r"([0-9a-f]{32})-(\d{8})\.alaw")
"""The call, and how many milliseconds after the answer it begins."""
DAY_SECONDS = 86_400


class Folder:
    """Several processes use it at once: what changes files holds its lock."""

    def __init__(self, home: Path) -> None:
        self._path = home / "recordings"
        self._seal = Seal(home)

    def stretch(self, call: str, begin: int) -> Path:
        """The file that Asterisk is to fill; it exists already, for Asterisk would let others read it."""
        self._path.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = self._path / f"{call}-{begin:08}.alaw"
        file.touch(mode=0o600)
        return file

    def unsealed(self) -> set[str]:
        """The calls of which stretches lie about."""
        return {found[1] for file in self._path.glob("*.alaw") if (found := STRETCH.fullmatch(file.name))}

    def sound(self, call: str) -> Sound | None:
        """What there is of a call, sealed or still in stretches. Raises ValueError where it was sealed with another key."""
        with self._locked():
            return self._sound(call)

    def has(self, call: str) -> bool:
        return self._sealed(call).exists() or any(self._stretches(call))

    def seal(self, call: str) -> None:
        """The call is over: its stretches become one file that can't be read without the key. Raises OSError."""
        with self._locked():
            stretches = list(self._stretches(call))
            sound = self._sound(call)
            if sound is None or not stretches:
                return
            draft = self._sealed(call).with_suffix(".draft")
            draft.touch(mode=0o600)
            draft.write_bytes(self._seal.close(sound.to_bytes()))
            draft.replace(self._sealed(call))
            for _, file in stretches:
                file.unlink()

    def forget(self, days: int) -> int:
        """Removes what is older, and says how many files that were."""
        if not self._path.exists():
            return 0
        latest = time.time() - days * DAY_SECONDS
        with self._locked():
            old = [file for file in self._path.iterdir() if file.is_file() and file.stat().st_mtime < latest]
            for file in old:
                file.unlink()
        return len(old)

    def _sound(self, call: str) -> Sound | None:
        """A call that went on in another process may have been sealed once before."""
        stretches = [(begin, file.read_bytes()) for begin, file in self._stretches(call)]
        sealed = self._sealed(call)
        if sealed.exists():
            return joined(stretches, Sound.from_bytes(self._seal.open(sealed.read_bytes())))
        return joined(stretches) if stretches else None

    def _stretches(self, call: str) -> Iterator[tuple[int, Path]]:
        for file in sorted(self._path.glob(f"{call}-*.alaw")):
            if found := STRETCH.fullmatch(file.name):
                yield int(found[2]), file

    def _sealed(self, call: str) -> Path:
        return self._path / f"{call}.sealed"

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._path.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = os.open(self._path, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            yield
        finally:
            os.close(folder)
