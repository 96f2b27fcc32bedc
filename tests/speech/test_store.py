"""Where the audio of fixed wording comes from."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import soundfile

from ivr.speech.carriers import Carrier, carrier
from ivr.speech.store import Store, key, piece_key
from ivr.spoken.utterance import Fixed, Rate
from tests.speech.fakes import FakeVoice

HELLO = Fixed("您好", "main_menu")


class Shelf:
    """A store with its folders and voices."""

    def __init__(self, folder: Path) -> None:
        self.recordings, self.shipped, self.cache = folder / "prompts", folder / "rendered", folder / "cache"
        for made in (self.recordings, self.shipped, self.cache):
            made.mkdir()
        self.voice, self.fallback = FakeVoice("good"), FakeVoice("fallback", loudness=0.5)
        self.store = Store(self.recordings, self.shipped, self.cache, self.voice, self.fallback)

    def ship(self, text: str, content: bytes) -> Path:
        path = self.shipped / f"{key('good', 'fake', Rate.NORMAL, text)}.alaw"
        path.write_bytes(content)
        return path


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def test_a_recording_comes_before_every_voice(shelf: Shelf) -> None:
    shelf.ship("您好", b"rendered")
    (shelf.recordings / "main_menu.alaw").write_bytes(b"recorded")
    path = shelf.store.rendered(HELLO, Rate.NORMAL)
    assert path
    assert path.read_bytes() == b"recorded"


def test_a_wav_recording_of_any_rate_is_turned_into_telephone_sound(shelf: Shelf) -> None:
    second = np.sin(np.arange(44_100) / 10).astype(np.float32)
    soundfile.write(shelf.recordings / "main_menu.wav", np.stack([second, second], axis=1), 44_100)
    path = shelf.store.rendered(HELLO, Rate.NORMAL)
    assert path
    assert path.stat().st_size == pytest.approx(8000, rel=0.05)


def test_a_recording_that_is_no_audio_is_passed_over(shelf: Shelf) -> None:
    (shelf.recordings / "main_menu.wav").write_bytes(b"this is a letter")
    shipped = shelf.ship("您好", b"rendered")
    assert shelf.store.rendered(HELLO, Rate.NORMAL) == shipped


def test_a_shipped_rendering_needs_no_engine(shelf: Shelf) -> None:
    shelf.voice.works = shelf.fallback.works = False
    shipped = shelf.ship("您好", b"rendered")
    assert shelf.store.rendered(HELLO, Rate.NORMAL) == shipped


def test_another_rate_or_another_text_is_another_rendering(shelf: Shelf) -> None:
    shelf.ship("您好", b"rendered")
    assert shelf.store.rendered(HELLO, Rate.SLOW) is None
    assert shelf.store.rendered(Fixed("再见"), Rate.NORMAL) is None


def test_words_are_spoken_once_for_many_callers(shelf: Shelf) -> None:
    shelf.voice.seconds = 0.05
    with ThreadPoolExecutor(10) as callers:
        paths = set(callers.map(lambda _: shelf.store.render(HELLO, Rate.NORMAL), range(10)))
    assert len(paths) == 1
    assert shelf.voice.spoken == ["您好"]


def test_what_the_fallback_spoke_does_not_stand_in_the_way_of_the_good_voice(shelf: Shelf) -> None:
    shelf.store.render_by_fallback(HELLO, Rate.NORMAL)
    assert shelf.store.rendered(HELLO, Rate.NORMAL) is None
    assert shelf.store.render(HELLO, Rate.NORMAL).exists()


def test_personal_words_are_kept_nowhere(shelf: Shelf) -> None:
    shelf.store.speak("两万元", Rate.NORMAL)
    shelf.store.speak_by_fallback("两万元", Rate.NORMAL)
    assert list(shelf.cache.iterdir()) == []


def test_a_piece_is_not_the_same_words_as_wording(shelf: Shelf) -> None:
    shelf.ship("两万", b"spoken alone")
    assert shelf.store.piece("两万") is None
    path = shelf.shipped / f"{piece_key('good', 'fake', carrier('两万'))}.alaw"
    path.write_bytes(b"cut out")
    assert shelf.store.piece("两万") == path


def test_another_carrier_is_another_file() -> None:
    assert piece_key("good", "fake", Carrier("", "两万", "元，")) != piece_key("good", "fake", carrier("两万"))
