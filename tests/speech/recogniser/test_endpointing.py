"""Where an utterance begins and ends: the rules, on voiced and silent frames."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.speech.recogniser.endpointing import Dropped, Ended, Endpointer, Event, Paused, Resumed, Started
from tests.speech.recogniser.fakes import SILENCE, VOICED, silent, voiced

FRAME = 0.02


def _events(frames: list[bytes], pause_seconds: float = 1.0) -> list[tuple[float, Event]]:
    """What happens and when, in seconds of sound."""
    endpointer = Endpointer(pause_seconds)
    found = []
    for number, frame in enumerate(frames, start=1):
        if event := endpointer.feed(frame, voiced=frame == VOICED, surely=frame == VOICED):
            found.append((round(number * FRAME, 2), event))
    return found


def _kinds(frames: list[bytes], pause_seconds: float = 1.0) -> list[type[Event]]:
    return [type(event) for _, event in _events(frames, pause_seconds)]


def test_a_word_starts_100_ms_in_and_ends_with_the_question_s_silence() -> None:
    events = _events([*silent(2), *voiced(0.5), *silent(2)], pause_seconds=1.0)
    assert [(at, type(event)) for at, event in events] == [
        (2.1, Started),
        (2.9, Paused),
        (3.0, Paused),
        (3.5, Ended),
    ]


def test_what_is_too_short_for_a_word_of_two_syllables_is_dropped() -> None:
    for syllables, ends in ((1, Ended), (2, Dropped)):
        endpointer = Endpointer(1.0, syllables)
        events = [
            endpointer.feed(frame, voiced=frame == VOICED, surely=frame == VOICED)
            for frame in (*silent(1), *voiced(0.2), *silent(2))
        ]
        assert ends in {type(event) for event in events}


def _begins(voiced: str, surely: str) -> bool:
    """A frame a character, # where it is so."""
    endpointer = Endpointer(1.0)
    told = [
        endpointer.feed(VOICED, voiced=one == "#", surely=other == "#")
        for one, other in zip(voiced, surely, strict=True)
    ]
    return Started() in told


def test_a_short_digit_begins_an_utterance_though_its_pitch_is_lost_on_the_way() -> None:
    assert _begins(voiced="##########", surely="##....##..")


def test_what_the_detector_alone_takes_for_voice_begins_none() -> None:
    assert not _begins(voiced="#" * 40, surely="###......." * 4)


def test_it_is_cut_out_with_what_came_before_it_and_a_little_silence() -> None:
    _, (_, paused), (_, last), (_, ended) = _events([*silent(2), *voiced(0.5), *silent(2)])
    assert isinstance(paused, Paused)
    assert isinstance(last, Paused)
    assert last.samples == paused.samples
    assert isinstance(ended, Ended)
    assert ended.samples == paused.samples
    before = ended.samples.index(VOICED) // len(SILENCE)
    after = (len(ended.samples) - ended.samples.rindex(VOICED)) // len(SILENCE) - 1
    assert 0.3 <= before * FRAME <= 0.4
    assert after * FRAME == 0.4


def test_a_pause_between_groups_of_digits_is_no_end() -> None:
    frames = [*voiced(1), *silent(0.8), *voiced(1), *silent(3)]
    assert _kinds(frames, pause_seconds=2.0) == [Started, Paused, Paused, Resumed, Paused, Paused, Paused, Ended]


def test_a_click_starts_nothing_and_a_cough_is_dropped_soon() -> None:
    assert _kinds([*silent(1), *voiced(0.06), *silent(1)]) == []
    frames = [*silent(1), *voiced(0.1), *silent(3)]
    (_, started), (at, dropped) = _events(frames, pause_seconds=2.5)
    assert isinstance(started, Started)
    assert isinstance(dropped, Dropped)
    assert at <= 1.1 + 0.6 + FRAME


def test_a_frame_of_noise_taken_for_voice_does_not_put_off_the_end() -> None:
    frames = [*voiced(0.5), *silent(0.5), *voiced(0.02), *silent(0.48)]
    assert _kinds(frames, pause_seconds=1.0) == [Started, Paused, Paused, Ended]


def test_what_does_not_end_is_ended_after_20_s_and_the_next_one_begins() -> None:
    events = _events(voiced(45))
    assert [type(event) for _, event in events] == [Started, Ended, Started, Ended, Started]
    assert events[1][0] <= 20.2


@given(st.lists(st.sampled_from([SILENCE, VOICED]), max_size=400), st.floats(0.1, 10))
def test_every_utterance_ends_once_and_a_pause_is_taken_back_or_kept(frames: list[bytes], pause: float) -> None:
    kinds = _kinds(frames + silent(11), pause)
    assert kinds.count(Started) == kinds.count(Ended) + kinds.count(Dropped)
    assert {after for kind, after in itertools.pairwise(kinds) if kind is Paused} <= {Paused, Ended, Resumed}


@pytest.mark.parametrize(
    ("pause", "moments"),
    [
        (0.3, []),
        (0.75, [(0.4, True)]),
        (1.0, [(0.4, False), (0.5, True)]),
        (2.0, [(0.4, False), (0.8, False), (1.5, True)]),
    ],
)
def test_a_pause_is_told_soon_and_when_it_is_long_and_when_there_is_just_time_to_decode(
    pause: float, moments: list[tuple[float, bool]]
) -> None:
    paused = [event for _, event in _events([*voiced(1), *silent(3)], pause) if isinstance(event, Paused)]
    assert [(event.silence_seconds, event.last) for event in paused] == moments
    assert {event.voice_seconds for event in paused} <= {1.0}


@given(st.lists(st.sampled_from([SILENCE, VOICED]), max_size=400))
def test_while_it_is_calm_nothing_happens_but_that_somebody_goes_on(frames: list[bytes]) -> None:
    endpointer, calm_until = Endpointer(1.0), -1
    for number, frame in enumerate(frames + silent(2)):
        event = endpointer.feed(frame, voiced=frame == VOICED, surely=frame == VOICED)
        assert number > calm_until or event is None or isinstance(event, Resumed)
        calm_until = max(calm_until, number + endpointer.calm_frames)
