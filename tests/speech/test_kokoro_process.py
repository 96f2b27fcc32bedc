"""The good voice beside calls, as far as it can be seen without its weights; the live tests hear it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ivr.speech.kokoro_process import KokoroProcess
from ivr.speech.synthesizer import VoiceUnavailable
from ivr.spoken.utterance import Rate

pytestmark = pytest.mark.beside


@pytest.fixture
def kokoro(tmp_path: Path) -> Iterator[KokoroProcess]:
    kokoro = KokoroProcess(tmp_path)
    yield kokoro
    kokoro.close()


def test_a_voice_that_is_not_installed_says_so_each_time(kokoro: KokoroProcess) -> None:
    for _ in range(2):
        with pytest.raises(VoiceUnavailable, match="ivr install"):
            kokoro.speak("您好", Rate.NORMAL)
