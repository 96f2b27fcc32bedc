"""Vosk with the only model that a package registry has: Korean. The code is the same for every language."""

import subprocess
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import soundfile

from ivr.settings import load
from ivr.speech.engines.vosk import Vosk
from ivr.speech.line import Line
from ivr.speech.telephone import for_telephone
from ivr.spoken.question import Digits, Words

MODEL = load().software_dir / "vosk-ko"
PENSION, INSURANCE, RESIDENTS, YES = "연금", "고용보험", "주민등록", "확인"
MENU = Words((PENSION, INSURANCE, RESIDENTS, YES, "养老金"))
GREETING = "안녕하세요 만나서 반갑습니다 오늘 날씨가 좋습니다"

pytestmark = [
    pytest.mark.beside,
    pytest.mark.skipif(not MODEL.is_dir(), reason="the Korean model is not installed: script/setup dev"),
]


@pytest.fixture(scope="module")
def engine() -> Vosk:
    return Vosk(MODEL)


def spoken(words: str, folder: Path) -> npt.NDArray[np.int16]:
    """By espeak-ng, over the telephone."""
    path = folder / "words.wav"
    subprocess.run(["espeak-ng", "-v", "ko", "-s", "130", "-w", str(path), words], check=True)
    samples, rate = soundfile.read(path, dtype="float32")
    return Line().carry(for_telephone(samples, rate), np.random.default_rng(1))


@pytest.mark.parametrize("words", [PENSION, INSURANCE, RESIDENTS, YES])
def test_of_the_phrases_of_a_menu_the_one_that_was_said_leads(engine: Vosk, words: str, tmp_path: Path) -> None:
    heard = engine.decode(MENU, spoken(words, tmp_path))
    assert heard[0].text.get_secret_value() == words


def test_what_was_not_asked_for_is_something_else(engine: Vosk, tmp_path: Path) -> None:
    assert engine.decode(MENU, spoken(GREETING, tmp_path))[0].text.get_secret_value() == ""


def test_own_words_are_written_down_where_no_phrase_fits(engine: Vosk, tmp_path: Path) -> None:
    heard = engine.decode(Words(MENU.phrases, free=True), spoken(GREETING, tmp_path))
    assert heard[0].text.get_secret_value() not in {"", *MENU.phrases}


def test_what_may_be_said_instead_of_digits_is_heard(engine: Vosk, tmp_path: Path) -> None:
    heard = engine.decode(Digits((6,), x=True, words=(YES, PENSION)), spoken(YES, tmp_path))
    assert heard[0].text.get_secret_value() == YES
