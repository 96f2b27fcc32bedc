import os
import time
from pathlib import Path

import pytest

from ivr.recordings.folder import DAY_SECONDS, Folder
from ivr.recordings.sound import Gap
from ivr.speech.telephone import tone

CALL, OTHER = "a" * 32, "b" * 32
SPEECH = tone(300, 500)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def record(folder: Folder, call: str = CALL, *begins: int) -> None:
    for begin in begins or (0,):
        folder.stretch(call, begin).write_bytes(SPEECH)


def files(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "recordings").iterdir())


def test_a_call_can_be_heard_before_it_is_sealed_and_behind(folder: Folder, tmp_path: Path) -> None:
    record(folder, CALL, 0, 3000)
    before = folder.sound(CALL)
    assert before
    assert before.gaps == (Gap(500, 3000),)
    folder.seal(CALL)
    assert files(tmp_path) == [f"{CALL}.sealed"]
    assert folder.sound(CALL) == before
    assert folder.unsealed() == set()


def test_nobody_reads_a_sealed_recording_without_the_key(folder: Folder, tmp_path: Path) -> None:
    record(folder)
    folder.seal(CALL)
    file = tmp_path / "recordings" / f"{CALL}.sealed"
    assert SPEECH[100:200] not in file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    (tmp_path / "secret.key").write_bytes(b"x" * 32)
    with pytest.raises(ValueError, match="another key"):
        Folder(tmp_path).sound(CALL)


def test_what_a_call_left_behind_that_went_on_comes_behind_it(folder: Folder) -> None:
    record(folder, CALL, 0)
    folder.seal(CALL)
    record(folder, CALL, 2000)
    folder.seal(CALL)
    sound = folder.sound(CALL)
    assert sound
    assert sound.gaps == (Gap(500, 2000),)
    assert sound.alaw.endswith(SPEECH)


def test_sealing_twice_changes_nothing(folder: Folder) -> None:
    record(folder)
    folder.seal(CALL)
    sealed = folder.sound(CALL)
    folder.seal(CALL)
    assert folder.sound(CALL) == sealed


def test_calls_are_kept_apart(folder: Folder) -> None:
    record(folder, CALL)
    assert folder.has(CALL)
    assert not folder.has(OTHER)
    assert folder.sound(OTHER) is None
    record(folder, OTHER)
    assert folder.unsealed() == {CALL, OTHER}


def test_old_recordings_are_removed(folder: Folder, tmp_path: Path) -> None:
    record(folder, CALL)
    record(folder, OTHER)
    folder.seal(CALL)
    old = time.time() - 8 * DAY_SECONDS
    os.utime(tmp_path / "recordings" / f"{CALL}.sealed", (old, old))
    assert folder.forget(days=7) == 1
    assert not folder.has(CALL)
    assert folder.has(OTHER)


def test_without_recordings_there_is_nothing_to_remove(folder: Folder, tmp_path: Path) -> None:
    assert folder.forget(days=7) == 0
    assert not (tmp_path / "recordings").exists()
