import wave
from pathlib import Path

import numpy as np
import pytest

from ivr.phone.caller.errors import BadPlan
from ivr.phone.caller.recording import Recording, WavFile

ONE = np.full(160, 1, np.int16)


def _piece(value: int) -> np.ndarray:
    return ONE * np.int16(value)


def _blocks(recording: Recording) -> list[int]:
    return [int(value) for value in recording.samples()[::160]]


def test_order_and_gaps_are_those_of_the_timestamps() -> None:
    recording = Recording()
    recording.add(0.02, 1160, _piece(1))
    recording.add(0.04, 1480, _piece(3))
    recording.add(0.06, 1320, _piece(2))
    recording.add(0.10, 1800, _piece(5))
    assert _blocks(recording) == [0, 1, 2, 3, 0, 5]


def test_the_latest_part_is_as_long_as_there_is() -> None:
    recording = Recording()
    for number in range(3):
        recording.add(0.02 * number, 160 * number, _piece(number + 1))
    assert [len(recording.latest(seconds)) for seconds in (0.0, 0.02, 1.0, float("inf"))] == [0, 160, 480, 480]
    assert recording.latest(0.02)[0] == 3


def test_timestamps_may_wrap() -> None:
    recording = Recording()
    recording.add(0.0, 2**32 - 160, _piece(1))
    recording.add(0.02, 0, _piece(2))
    assert _blocks(recording) == [1, 2]


def test_a_sender_that_stops_its_clock_in_silence_is_put_where_it_was_heard() -> None:
    recording = Recording()
    recording.add(0.0, 0, _piece(1))
    recording.add(0.2, 160, _piece(2))
    recording.add(0.22, 320, _piece(3))
    assert _blocks(recording) == [1, *[0] * 9, 2, 3]


def test_the_file_is_nobody_elses(tmp_path: Path) -> None:
    path = tmp_path / "call.wav"
    path.write_bytes(b"an older recording that is longer than the new one" * 20)
    path.chmod(0o644)
    file = WavFile(path)
    file.write(ONE)
    file.close()
    assert path.stat().st_mode & 0o777 == 0o600
    with wave.open(str(path)) as wav:
        assert (wav.getframerate(), wav.getsampwidth(), wav.getnchannels(), wav.getnframes()) == (8000, 2, 1, 160)


def test_a_call_that_did_not_come_about_leaves_nothing(tmp_path: Path) -> None:
    new, old = tmp_path / "new.wav", tmp_path / "old.wav"
    old.write_bytes(b"old")
    WavFile(new).close()
    WavFile(old).close()
    assert not new.exists()
    assert old.read_bytes() == b"old"


@pytest.mark.parametrize("path", ["/nowhere/call.wav", "/", "/dev/null"])
def test_a_place_that_can_not_be_written_is_named(path: str) -> None:
    with pytest.raises(BadPlan, match="name a file in a folder"):
        WavFile(Path(path))
