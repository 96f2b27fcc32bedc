"""What is taken as a recording of a prompt, and what is not."""

import io

import numpy as np
import pytest
import soundfile

from ivr.speech.accepting import BadRecording, Reason, accepted
from ivr.speech.telephone import Samples, milliseconds


def tone(seconds: float = 1.0, loudness: float = 0.3, rate: int = 44_100) -> Samples:
    at = np.arange(int(seconds * rate)) / rate
    return (loudness * np.sin(2 * np.pi * 440 * at)).astype(np.float32)


def file(samples: Samples, rate: int = 44_100, form: str = "WAV") -> io.BytesIO:
    made = io.BytesIO()
    soundfile.write(made, samples, rate, format=form)
    made.seek(0)
    return made


def refused(sent: io.BytesIO) -> Reason:
    with pytest.raises(BadRecording) as fault:
        accepted(sent)
    return fault.value.reason


@pytest.mark.parametrize("form", ["WAV", "FLAC", "OGG"])
@pytest.mark.parametrize("rate", [8_000, 44_100, 96_000])
def test_any_rate_and_form_becomes_a_law_of_the_same_length(form: str, rate: int) -> None:
    if form == "OGG" and rate == 96_000:
        rate = 48_000
    assert abs(milliseconds(accepted(file(tone(rate=rate), rate, form))) - 1000) < 40


def test_both_channels_are_heard() -> None:
    silent = np.zeros(44_100, dtype=np.float32)
    assert accepted(file(np.column_stack([silent, tone()])))


@pytest.mark.parametrize(
    ("samples", "reason"),
    [
        (tone(0.1), Reason.TOO_SHORT),
        (tone(61), Reason.TOO_LONG),
        (tone(loudness=0.001), Reason.TOO_QUIET),
        (np.zeros(44_100, dtype=np.float32), Reason.TOO_QUIET),
        (np.clip(tone(loudness=9.0), -1, 1), Reason.CLIPPED),
        (np.column_stack([tone()] * 3), Reason.NO_SOUND),
    ],
)
def test_what_callers_could_not_hear_is_refused_with_the_reason(samples: Samples, reason: Reason) -> None:
    assert refused(file(samples)) is reason


@pytest.mark.parametrize(
    "content", [b"", b"MZ\x90", b"PK\x03\x04" * 100, b"RIFF\xff\xff\xff\xffWAVEfmt ", b"OggS" + b"\0" * 200]
)
def test_what_is_no_sound_is_refused(content: bytes) -> None:
    assert refused(io.BytesIO(content)) is Reason.NO_SOUND


def test_a_file_that_lies_about_itself_is_refused() -> None:
    wav = bytearray(file(tone()).getvalue())
    for rate in (1, 7_999, 2_000_000_000):
        wav[24:28] = rate.to_bytes(4, "little")
        assert refused(io.BytesIO(bytes(wav))) is Reason.NO_SOUND


def test_a_small_file_that_holds_hours_is_read_no_further_than_a_minute() -> None:
    hours = file(np.zeros(8_000 * 7200, dtype=np.float32), 8_000, "FLAC")
    assert len(hours.getvalue()) < 1_000_000
    assert refused(hours) is Reason.TOO_LONG


def test_values_that_are_no_numbers_are_refused() -> None:
    made = io.BytesIO()
    soundfile.write(made, np.full(44_100, np.nan, dtype=np.float32), 44_100, format="WAV", subtype="FLOAT")
    made.seek(0)
    assert refused(made) is Reason.NO_SOUND
