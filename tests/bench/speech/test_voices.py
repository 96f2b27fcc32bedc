"""Recordings of digits for those who have none of people."""

from pathlib import Path

import numpy as np
import pytest

from ivr.bench.speech import voices
from ivr.bench.speech.material import material, whole_numbers
from ivr.bench.speech.voices import NUMBERS
from ivr.speech.install import SPEAKERS
from ivr.speech.kokoro import RATE, Model
from ivr.speech.recordings import read_recordings
from ivr.speech.telephone import Samples


class _Session:
    """Each token takes 12 frames and sounds like a vowel."""

    spoken = 0

    def run(self, _: None, inputs: dict[str, np.ndarray]) -> tuple[Samples, np.ndarray]:
        self.spoken += 1
        durations = np.full(inputs["tokens"].size, 12.0, dtype=np.float32)
        at = np.arange(int(durations.sum()) * 600) / RATE
        return (0.3 * np.sin(2 * np.pi * 200 * at)).astype(np.float32), durations


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> _Session:
    session = _Session()
    styles = np.zeros((500, 1, 256), dtype=np.float32)
    model = Model(session, {"，": 1, "a": 2}, styles, lambda text: "，" if text == "，" else "a")
    monkeypatch.setattr(voices, "load_model", lambda *_: model)
    monkeypatch.setattr(voices, "read_styles", lambda _: styles)
    return session


def test_every_speaker_says_all_that_a_number_needs(tmp_path: Path, session: _Session) -> None:
    done: list[None] = []
    for _ in range(2):
        voices.record(tmp_path / "voice", tmp_path / "speakers", tmp_path / "said", lambda: done.append(None))
    found = material(read_recordings(tmp_path / "said"))
    fluent = {f"{name}-fluent" for name in SPEAKERS}
    assert {*found.digits} == {*SPEAKERS, *fluent}
    assert all({*found.digits[name]} == {*"0123456789X"} for name in SPEAKERS)
    assert all(len(whole_numbers(found.digits[name])) >= NUMBERS for name in fluent)
    assert len(done) == 2 * len(SPEAKERS)
    assert session.spoken == len(SPEAKERS) * (1 + 3 * NUMBERS), "what is there already is said again"


def test_each_word_is_cut_out_with_half_of_the_pauses_beside_it(tmp_path: Path, session: _Session) -> None:
    voices.record(tmp_path / "voice", tmp_path / "speakers", tmp_path, lambda: None)
    lengths = {len(each.sound()[0]) for each in read_recordings(tmp_path) if each.speaker in SPEAKERS}
    assert lengths == {24 * 600}
