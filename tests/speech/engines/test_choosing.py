"""Which engine listens, and what is said where there is none."""

from pathlib import Path

import pytest

from ivr.speech.engine import Unavailable
from ivr.speech.engines.choosing import open_engine


@pytest.mark.parametrize(
    ("name", "remedy"),
    [("none", "IVR_RECOGNISER=none"), ("vosk", "IVR_VOSK_MODEL"), ("whisper", "ivr install"), ("auto", "ivr install")],
)
def test_an_engine_that_is_not_there_says_how_to_get_it(tmp_path: Path, name: str, remedy: str) -> None:
    with pytest.raises(Unavailable, match=remedy):
        open_engine(name, tmp_path / "vosk", tmp_path / "whisper")
