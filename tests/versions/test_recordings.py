"""Recordings are kept once, and laid out where the voice looks."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from ivr.menus.editing.recorded import recorded
from ivr.speech.store import Store
from ivr.spoken.utterance import Fixed, Rate
from ivr.versions.folder import Folder
from ivr.versions.recordings import LARGEST, NoRecording, Recordings, file_of
from tests.speech.fakes import FakeVoice
from tests.versions.conftest import ours, settings

__all__ = ["ours", "settings"]


def test_the_same_sound_is_kept_once(ours: Engine) -> None:
    recordings = Recordings(ours)
    assert recordings.keep(b"\xd5" * 80) == recordings.keep(b"\xd5" * 80)
    assert recordings.sound(recordings.keep(b"\xd5" * 80)) == b"\xd5" * 80
    assert recordings.sound("0" * 24) is None


def test_a_recording_that_is_laid_out_is_heard_in_place_of_the_voice(ours: Engine, tmp_path: Path) -> None:
    recordings = Recordings(ours)
    digest = recordings.keep(b"\xd5" * 80)
    cache = tmp_path / "cache"
    recordings.lay_out([digest, "0" * 24], cache)
    store = Store(tmp_path, tmp_path, cache, FakeVoice(), FakeVoice(name="fallback"))
    assert [path.read_bytes() for path in cache.iterdir()] == [b"\xd5" * 80]
    heard = store.rendered(Fixed("您好。", "M00", digest), Rate.NORMAL)
    assert heard
    assert heard.read_bytes() == b"\xd5" * 80
    assert store.rendered(Fixed("您好。", "M00", "0" * 24), Rate.NORMAL) is None, "then the voice speaks"


SOUND = b"\xd5" * 80


def test_recordings_travel_with_their_menus(ours: Engine, tmp_path: Path) -> None:
    recordings, folder = Recordings(ours), Folder(tmp_path / "office")
    digest = recordings.keep(SOUND)
    texts = recorded({"tree.yaml": "nodes: {}\n"}, "M00", digest)
    folder.write(texts)
    folder.write_sounds(recordings.named_in(texts))
    assert (folder.path / "recordings" / f"{digest}.alaw").read_bytes() == SOUND
    with ours.begin() as connection:
        connection.exec_driver_sql("DELETE FROM recordings")
    recordings.bring_in(texts, folder.sound)
    assert recordings.sound(digest) == SOUND


@pytest.mark.parametrize("found", [None, b"another", SOUND[:-1]])
def test_a_sound_that_is_not_what_was_recorded_is_refused(ours: Engine, tmp_path: Path, found: bytes | None) -> None:
    folder, texts = Folder(tmp_path), recorded({}, "M00", "0" * 24)
    if found is not None:
        folder.write_sounds({"0" * 24: found})
    with pytest.raises(NoRecording, match=f"M00: {file_of('0' * 24)} is missing"):
        Recordings(ours).bring_in(texts, folder.sound)


def test_what_our_database_has_need_not_be_brought_along(ours: Engine, tmp_path: Path) -> None:
    recordings = Recordings(ours)
    recordings.bring_in(recorded({}, "M00", recordings.keep(SOUND)), Folder(tmp_path).sound)


def test_of_a_file_that_is_too_large_no_more_is_read_than_a_recording_may_have(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.write_sounds({"0" * 24: b"\xd5" * (2 * LARGEST)})
    assert len(folder.sound("0" * 24) or b"") == LARGEST + 1
