"""Recordings are kept once, and laid out where the voice looks."""

from pathlib import Path

from sqlalchemy import Engine

from ivr.speech.store import Store
from ivr.spoken.utterance import Fixed, Rate
from ivr.versions.recordings import Recordings
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
