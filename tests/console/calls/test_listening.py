"""Recordings in the page: opened by a supervisor, noted each time, heard by nobody else."""

import io
import re

import numpy as np
import pytest
import soundfile
from sqlalchemy import Engine

from ivr.console.calls import listening
from ivr.console.calls.strip import WIDTH
from ivr.console.calls.waveform import waveform
from ivr.people.audit import WantedEntries, entries
from ivr.recordings.folder import Folder
from ivr.recordings.sound import joined
from ivr.settings import Settings
from ivr.speech.telephone import tone
from tests.console.browser import Browser
from tests.console.calls.conftest import Log


@pytest.fixture
def recorded(settings: Settings, log: Log) -> Log:
    """Alice's call was recorded, but for what lies between its first and its third second."""
    folder = Folder(settings.home)
    for begin in (0, 3000):
        folder.stretch(log.alice, begin).write_bytes(tone(300, 1000))
    folder.seal(log.alice)
    return log


def times_noted(ours: Engine) -> int:
    return sum(entry.action == "recording_heard" for entry in entries(ours, WantedEntries()))


def test_it_is_heard_once_it_was_opened_and_that_is_noted(as_supervisor: Browser, recorded: Log, ours: Engine) -> None:
    address = f"/calls/{recorded.alice}/"
    assert "打开录音" in as_supervisor.get(address).text
    assert as_supervisor.get(f"{address}recording.wav").status_code == 404
    assert as_supervisor.submit(f"{address}recording").location == f"{address}#recording"
    page = as_supervisor.get(address).text
    assert f'src="{address}recording.wav"' in page
    assert 'class="waveform"' in page
    assert 'data-seek="0.0"' in page
    samples, rate = soundfile.read(io.BytesIO(as_supervisor.get(f"{address}recording.wav").data), dtype="int16")
    assert (rate, len(samples)) == (8000, 32_000)
    assert times_noted(ours) == 1
    as_supervisor.submit(f"{address}recording")
    assert times_noted(ours) == 2


def test_a_browser_fetches_it_piece_by_piece(as_supervisor: Browser, recorded: Log) -> None:
    as_supervisor.submit(f"/calls/{recorded.alice}/recording")
    piece = as_supervisor.get(f"/calls/{recorded.alice}/recording.wav", headers={"Range": "bytes=44-143"})
    assert (piece.status_code, len(piece.data)) == (206, 100)
    assert piece.headers["Content-Range"] == "bytes 44-143/64044"


def test_it_is_open_for_a_while_and_only_that_one(
    as_supervisor: Browser, recorded: Log, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    Folder(settings.home).stretch(recorded.bob, 0).write_bytes(tone(300, 1000))
    as_supervisor.submit(f"/calls/{recorded.alice}/recording")
    assert as_supervisor.get(f"/calls/{recorded.bob}/recording.wav").status_code == 404
    monkeypatch.setattr(listening, "OPEN_SECONDS", -1)
    assert as_supervisor.get(f"/calls/{recorded.alice}/recording.wav").status_code == 404
    assert "打开录音" in as_supervisor.get(f"/calls/{recorded.alice}/").text


def test_a_call_without_a_recording_offers_none(as_supervisor: Browser, recorded: Log, ours: Engine) -> None:
    assert "打开录音" not in as_supervisor.get(f"/calls/{recorded.bob}/").text
    assert as_supervisor.submit(f"/calls/{recorded.bob}/recording").status_code == 404
    assert times_noted(ours) == 0


def test_without_its_key_it_can_t_be_heard_and_nothing_breaks(
    as_supervisor: Browser, recorded: Log, settings: Settings
) -> None:
    [sealed] = (settings.home / "recordings").glob("*.sealed")
    sealed.write_bytes(b"damaged")
    as_supervisor.submit(f"/calls/{recorded.alice}/recording")
    assert as_supervisor.get(f"/calls/{recorded.alice}/").status_code == 200
    assert as_supervisor.get(f"/calls/{recorded.alice}/recording.wav").status_code == 404


def test_a_clerk_hears_nothing(as_clerk: Browser, recorded: Log, ours: Engine) -> None:
    assert as_clerk.submit(f"/calls/{recorded.alice}/recording").status_code == 403
    assert as_clerk.get(f"/calls/{recorded.alice}/recording.wav").status_code == 403
    assert times_noted(ours) == 0


def test_the_waveform_is_on_the_scale_of_the_call() -> None:
    drawn = waveform(joined([(0, tone(300, 1000)), (6000, tone(300, 1000))]), seconds=10)
    assert drawn.gaps == [(100, 500), (700, 300)]
    highs = np.array([int(high) for high in re.findall(r"M\d+ (\d+)V", drawn.path)])
    assert len(highs) == WIDTH // 2
    assert highs[400:].min() == highs[400:].max() == 39, "behind the recording it is silent"
    assert highs[5:45].max() < 39
