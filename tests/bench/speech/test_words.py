"""Words through the dialog's own decision."""

from pathlib import Path

import pytest

from ivr.bench.speech.ears import Ears
from ivr.bench.speech.words import counted, measure_words
from ivr.speech.recordings import read_recordings
from tests.bench.speech.talking import Hears, Told, recorded
from tests.dialog.virtual_call import service

CERTAIN, LIKELY, UNLIKELY = 9.0, 1.0, 0.1


def outcome(folder: Path, hears: Hears, snr_db: float | None = None) -> tuple[str, Told]:
    words = read_recordings(recorded(folder, ("数字", "a"), ("语音", "a")))
    engine = Told(hears)
    (first, *_) = measure_words(Ears(engine), service().tree, words, snr_db, seed=1)
    return first[1], engine


@pytest.mark.parametrize(
    ("lead", "best", "expected"),
    [
        (CERTAIN, "数字", "right"),
        (CERTAIN, "语音", "wrong"),
        (CERTAIN, "返回", "wrong"),
        (LIKELY, "数字", "asked_back"),
        (LIKELY, "语音", "asked_wrongly"),
        (UNLIKELY, "数字", "asked_back"),
        (CERTAIN, "", "not_understood"),
    ],
)
def test_what_is_heard_is_judged_as_in_a_call(tmp_path: Path, lead: float, best: str, expected: str) -> None:
    assert outcome(tmp_path, lambda _: ((best, 0.0), ("主菜单", -lead)))[0] == expected


def test_the_engine_is_given_the_utterance_and_not_the_line_around_it(tmp_path: Path) -> None:
    _, engine = outcome(tmp_path, lambda _: (("数字", 0.0),), snr_db=20.0)
    assert [seconds for seconds in engine.heard_seconds if not 0.8 < seconds < 1.9] == []


def test_all_recordings_are_counted() -> None:
    figures = counted(["right", "right", "wrong", "asked_back", "not_understood"], 20.0)
    assert (figures.right, figures.wrong, figures.asked_back, figures.not_understood, figures.words) == (2, 1, 1, 1, 5)
