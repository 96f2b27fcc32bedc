"""Recordings of digits for those who have none of people."""

from pathlib import Path

import pytest

from ivr.bench.speech import voices
from ivr.bench.speech.material import material
from ivr.speech.carriers import Carrier
from ivr.speech.install import SPEAKERS
from ivr.speech.recordings import read_recordings
from ivr.speech.telephone import Samples
from tests.bench.speech.talking import vowel


class _Speaker:
    said: list[str] = []  # noqa: RUF012  # of all of them together

    def __init__(self, folder: Path, speaker: Path) -> None:
        self._name = speaker.stem

    def speak_within(self, carrier: Carrier) -> Samples:
        self.said.append(f"{self._name} {carrier.piece}")
        return vowel(0.3)


def test_every_speaker_says_all_that_a_number_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voices, "Kokoro", _Speaker)
    done: list[None] = []
    for _ in range(2):
        voices.record(tmp_path / "voice", tmp_path / "speakers", tmp_path / "said", lambda: done.append(None))
    found = material(read_recordings(tmp_path / "said"))
    assert {*found.digits} == {*SPEAKERS}
    assert all({*digits} == {*"0123456789X"} for digits in found.digits.values())
    assert len(done) == 2 * voices.FILES
    assert len(_Speaker.said) == voices.FILES, "what is there already is said again"
