"""The shipped renderings are made once, and forgotten with the wording they were for."""

from pathlib import Path

import pytest
from rich.progress import Progress

from ivr.speech import rendering
from ivr.spoken.utterance import Fixed
from tests.speech.fakes import FakeVoice


@pytest.fixture(autouse=True)
def _two_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "vocabulary", lambda: ("一", "二"))


def _render(folder: Path, voice: FakeVoice, *texts: str) -> tuple[int, int]:
    with Progress(disable=True) as progress:
        return rendering.render(folder, voice, [Fixed(text) for text in texts], progress)


def test_wording_is_spoken_at_both_rates_pieces_at_one_and_the_second_time_nothing(tmp_path: Path) -> None:
    voice = FakeVoice()
    assert _render(tmp_path, voice, "您好") == (4, 0)
    assert _render(tmp_path, voice, "您好") == (0, 0)
    assert len(voice.spoken) == 4


def test_what_is_no_longer_said_is_removed(tmp_path: Path) -> None:
    _render(tmp_path, FakeVoice(), "您好", "再见")
    assert _render(tmp_path, FakeVoice(), "您好") == (0, 2)


def test_the_index_tells_what_each_file_says(tmp_path: Path) -> None:
    _render(tmp_path, FakeVoice(), "您好")
    rows = [line.split("\t") for line in (tmp_path / rendering.INDEX).read_text().splitlines()]
    assert {text for _, _, text in rows} == {"您好", "一", "二"}
    assert all((tmp_path / f"{name}.alaw").exists() for name, _, _ in rows)


def test_what_is_missing_can_be_counted(tmp_path: Path) -> None:
    assert len(rendering.missing(tmp_path, FakeVoice(), [Fixed("您好")])) == 4
