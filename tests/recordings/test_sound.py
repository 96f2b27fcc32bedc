import io

import numpy as np
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from ivr.recordings.sound import EVERY_MS, Gap, Sound, joined
from ivr.speech.telephone import milliseconds, silence, tone

SPEECH = tone(300, 500)


def test_stretches_lie_where_they_were_recorded() -> None:
    sound = joined([(0, SPEECH), (4000, SPEECH)])
    assert sound.gaps == (Gap(500, 4000),)
    assert sound.alaw[: len(SPEECH)] == SPEECH
    assert sound.alaw[4000 * 8 :] == SPEECH


def test_what_was_left_out_can_be_heard_to_be_left_out() -> None:
    gap = joined([(0, SPEECH), (500 + 2 * EVERY_MS, b"")]).alaw[len(SPEECH) :]
    assert milliseconds(gap) == 2 * EVERY_MS
    assert gap[: len(gap) // 2] == gap[len(gap) // 2 :]
    assert set(gap[: 8 * 100]) != set(silence(1))
    assert set(gap[8 * 1000 : 8 * EVERY_MS]) == set(silence(1))


def test_a_stretch_that_reaches_into_the_next_is_cut_there() -> None:
    sound = joined([(0, SPEECH), (300, tone(600, 100))])
    assert (milliseconds(sound.alaw), sound.gaps) == (400, ())


@given(st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 500)), max_size=6))
def test_every_stretch_ends_where_it_should_and_all_survives_being_kept(stretches: list[tuple[int, int]]) -> None:
    sound = joined((begin, silence(length)) for begin, length in sorted(stretches))
    assert Sound.from_bytes(sound.to_bytes()) == sound
    if stretches:
        assert milliseconds(sound.alaw) >= max(begin for begin, _ in stretches)
    for gap in sound.gaps:
        assert gap.begin < gap.end


def test_a_browser_can_play_it() -> None:
    samples, rate = soundfile.read(io.BytesIO(joined([(0, SPEECH)]).wav()), dtype="int16")
    assert (rate, len(samples)) == (8000, 4000)
    assert np.abs(samples).max() > 3000


def test_peaks_show_where_it_is_loud() -> None:
    peaks = joined([(1000, SPEECH)]).peaks(8, whole_ms=2000)
    assert len(peaks) == 8
    assert min(peaks[4:6]) > 5
    assert max(peaks[6:]) == 0


def test_a_recording_longer_than_the_call_is_shown_as_far_as_the_call_goes() -> None:
    assert len(joined([(0, SPEECH)]).peaks(10, whole_ms=100)) == 10


def test_what_lies_behind_the_last_stretch_was_left_out_too() -> None:
    sound = joined([(0, SPEECH), (4000, SPEECH)])
    assert sound.left_out(4500) == sound.gaps
    assert sound.left_out(9000) == (Gap(500, 4000), Gap(4500, 9000))
