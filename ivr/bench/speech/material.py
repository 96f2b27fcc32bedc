"""The recordings of a folder as the bench needs them: who says which word, and who says ID numbers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt
from stdnum.cn import ric

from ivr.bench.speech.ears import BEFORE_SECONDS, BEHIND_SECONDS
from ivr.dialog.id_number import LENGTHS
from ivr.speech.line import Line
from ivr.speech.recordings import BadRecordings, Recording
from ivr.speech.telephone import SAMPLE_RATE, Samples, for_telephone
from ivr.spoken.heard_digits import digits_heard
from ivr.spoken.question import Question

LONGEST_WORD = 8
"""Characters; what is longer is read aloud, and no choice."""
MOST_WORDS = 99
BETWEEN_SECONDS = 0.06
"""Between two digits that were recorded one by one."""

SpokenDigits = Mapping[str, Sequence[Samples]]
"""By digit, or by segment of an ID number, all ways in which a speaker says it."""


@dataclass(frozen=True)
class Material:
    words: tuple[Recording, ...]
    digits: Mapping[str, SpokenDigits]
    """By speaker."""


def material(recordings: Iterable[Recording]) -> Material:
    """Raises BadRecordings when there is nothing in it that could be measured."""
    known = [recording for recording in recordings if recording.text]
    words = tuple(each for each in known if digits_heard(each.text) is None and 1 < len(each.text) <= LONGEST_WORD)
    digits: dict[str, dict[str, list[Samples]]] = {}
    for recording in known:
        number = digits_heard(recording.text) or ""
        if len(number) in (1, *LENGTHS):
            digits.setdefault(recording.speaker, {}).setdefault(number, []).append(telephone_voice(recording))
    complete = {speaker: said for speaker, said in digits.items() if {*"0123456789"} <= {*said} or whole_numbers(said)}
    if not words and not complete:
        raise BadRecordings(
            "nobody says a word of two to eight characters, all ten digits or a whole ID number in these recordings"
        )
    if len({word.text for word in words}) > MOST_WORDS:
        raise BadRecordings(
            f"there are more than {MOST_WORDS} different words: no menu holds so many; divide the folder"
        )
    return Material(words, complete)


def telephone_voice(recording: Recording) -> Samples:
    """Raises BadRecordings."""
    return for_telephone(*recording.sound())


def whole_numbers(said: SpokenDigits) -> list[str]:
    """The ID numbers whose segments somebody says, each in one breath."""
    segments = ([number for number in said if len(number) == length] for length in LENGTHS)
    return [number for number in map("".join, product(*segments)) if ric.is_valid(number)]


def joined(said: SpokenDigits, number: str, dice: np.random.Generator) -> Samples:
    """The segment as it was recorded, or digit by digit."""
    if number in said:
        return said[number][int(dice.integers(len(said[number])))]
    gap = np.zeros(round(BETWEEN_SECONDS * SAMPLE_RATE), dtype=np.float32)
    parts = [said[digit][int(dice.integers(len(said[digit])))] for digit in number]
    return np.concatenate([part for each in parts for part in (gap, each)][1:])


def on_the_line(
    voice: Samples, question: Question, snr_db: float | None, dice: np.random.Generator
) -> npt.NDArray[np.int16]:
    line = Line(snr_db=snr_db, before=BEFORE_SECONDS, behind=question.pause_seconds + BEHIND_SECONDS)
    return line.carry(voice, dice)
