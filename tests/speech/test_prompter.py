"""From an utterance to a file that can be played, and nothing personal left behind."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic import SecretStr

from ivr.settings import load
from ivr.speech import prompter as module
from ivr.speech import telephone
from ivr.speech.carriers import carrier
from ivr.speech.join import PAUSES
from ivr.speech.prompter import Prompter
from ivr.speech.store import Store, piece_key
from ivr.speech.synthesizer import VoiceUnavailable
from ivr.speech.telephone import milliseconds
from ivr.spoken.utterance import Fixed, Personal, Rate
from tests.speech.fakes import FakeVoice

LEAD_IN = Fixed("储存额为")
AMOUNT = Personal(SecretStr("三千元整，"))
OFFICE = Personal(SecretStr("某某街道"))


@pytest.fixture
def voice() -> FakeVoice:
    return FakeVoice("good")


@pytest.fixture
def fallback() -> FakeVoice:
    return FakeVoice("fallback", loudness=0.5)


@pytest.fixture
def prompter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, voice: FakeVoice, fallback: FakeVoice
) -> Iterator[Prompter]:
    memory = tmp_path / "memory"
    memory.mkdir()
    store = Store(tmp_path, tmp_path, tmp_path / "cache", voice, fallback)
    monkeypatch.setattr(module, "MEMORY", memory)
    monkeypatch.setattr(module, "PATIENCE_SECONDS", 0.2)
    monkeypatch.setattr(module, "open_store", lambda _: store)
    prompter = Prompter(load(home=tmp_path / "home"))
    yield prompter
    prompter.close()
    assert list(memory.iterdir()) == []


def test_one_fixed_piece_is_the_stores_own_file(prompter: Prompter, tmp_path: Path) -> None:
    with prompter.prepare((LEAD_IN,), Rate.NORMAL) as playable:
        assert Path(playable.path).parent == tmp_path / "cache"
        assert playable.milliseconds == 400
    assert Path(f"{playable.path}.alaw").exists()


def test_fixed_pieces_are_joined_once(prompter: Prompter) -> None:
    first = prompter.prepare((LEAD_IN, Fixed("再见")), Rate.NORMAL)
    assert first == prompter.prepare((LEAD_IN, Fixed("再见")), Rate.NORMAL)
    assert not first.personal


def test_a_personal_file_has_a_random_name_and_goes_with_its_prompt(prompter: Prompter, tmp_path: Path) -> None:
    with prompter.prepare((LEAD_IN, AMOUNT), Rate.NORMAL) as playable:
        path = Path(f"{playable.path}.alaw")
        assert path.is_relative_to(tmp_path / "memory")
        assert path.parent.stat().st_mode & 0o077 == 0
        assert milliseconds(path.read_bytes()) == playable.milliseconds
    assert not path.exists()
    assert prompter.prepare((AMOUNT,), Rate.NORMAL).path != playable.path


def test_a_shipped_piece_is_played_and_one_that_is_not_is_spoken(
    prompter: Prompter, tmp_path: Path, voice: FakeVoice
) -> None:
    name = piece_key(voice.name, voice.voice, carrier("三千"))
    (tmp_path / f"{name}.alaw").write_bytes(telephone.silence(50))
    with prompter.prepare((AMOUNT,), Rate.NORMAL) as playable:
        assert playable.milliseconds == 50 + 200 + PAUSES["，"]
    assert voice.spoken == ["元整"]


def test_words_that_can_not_be_joined_are_spoken_and_not_kept(
    prompter: Prompter, tmp_path: Path, voice: FakeVoice
) -> None:
    with prompter.prepare((LEAD_IN, OFFICE), Rate.NORMAL):
        assert "某某街道" in voice.spoken
    assert len(list((tmp_path / "cache").iterdir())) == 1, "the lead-in alone"


def test_the_fallback_speaks_when_the_good_voice_is_gone_or_slow(
    prompter: Prompter, voice: FakeVoice, fallback: FakeVoice
) -> None:
    voice.works = False
    prompter.prepare((Fixed("一"),), Rate.NORMAL)
    voice.works, voice.seconds = True, 0.6
    prompter.prepare((Fixed("二"),), Rate.NORMAL)
    assert fallback.spoken == ["一", "二"]


def test_the_good_voice_has_its_time_once_for_all_words_of_a_prompt(
    prompter: Prompter, voice: FakeVoice, fallback: FakeVoice
) -> None:
    voice.seconds = 0.15
    began = time.monotonic()
    with prompter.prepare((OFFICE, OFFICE, OFFICE, OFFICE), Rate.NORMAL):
        assert time.monotonic() - began < 0.4
    assert len(fallback.spoken) == 3


def test_what_nobody_waits_for_any_more_is_not_spoken(
    prompter: Prompter, voice: FakeVoice, fallback: FakeVoice
) -> None:
    voice.seconds = 0.5
    utterances = [(Personal(SecretStr(f"某某街道{number}")),) for number in range(6)]
    with ThreadPoolExecutor(6) as callers:
        for playable in callers.map(lambda utterance: prompter.prepare(utterance, Rate.NORMAL), utterances):
            with playable:
                pass
    time.sleep(0.7)
    assert len(fallback.spoken) == 6
    assert len(voice.spoken) <= 2, "those that the two speakers had begun"


def test_without_any_voice_it_says_so(prompter: Prompter, voice: FakeVoice, fallback: FakeVoice) -> None:
    voice.works = fallback.works = False
    with pytest.raises(VoiceUnavailable):
        prompter.prepare((LEAD_IN,), Rate.NORMAL)


def test_what_a_killed_process_left_is_forgotten_at_the_next_start(prompter: Prompter, tmp_path: Path) -> None:
    left = tmp_path / "memory" / "ivr-999999999-x"
    left.mkdir()
    (left / "personal.alaw").write_bytes(b"x")
    Prompter(load(home=tmp_path / "home")).close()
    assert not left.exists()
