"""What is heard in training: recordings as they are or drawn out, and numbers joined from each person's names of digits."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np

from ivr.speech.engines.digit_names import NAMES, X_NAMES
from ivr.speech.kokoro import VOICE
from ivr.speech.recordings import Recording
from ivr.speech.telephone import Samples, for_telephone
from ivr.training.drawn_out import drawn_out
from ivr.training.joining import joined

NUMBERS = 80
"""Of each person."""
TIMES = 2
"""How often a recording is heard as it is."""
WORDS_TIMES = 6
"""How often one of words is heard, each time at another pace; of the prompts' one voice once, as there is more of it."""
PACES = (0.75, 1.35)
"""How much longer or shorter it is drawn out."""

Said = tuple[str, Samples]
Utterance = Callable[[np.random.Generator], Said]
"""Says it; a number is another one each time."""


def numbers(recordings: Sequence[Recording]) -> Iterator[Utterance]:
    """With what is no number beside them. Raises BadRecordings, when they are said."""
    people: dict[str, dict[str, list[Samples]]] = {}
    for recording in recordings:
        if recording.text in NAMES | X_NAMES:
            people.setdefault(recording.speaker, {}).setdefault(recording.text, []).append(_sound(recording))
        else:
            yield from [partial(_whole, recording)] * TIMES
    for names in people.values():
        yield from [partial(joined, names)] * NUMBERS


def words(recordings: Sequence[Recording]) -> Iterator[Utterance]:
    """Raises BadRecordings, when they are said."""
    for recording in recordings:
        if recording.speaker == VOICE:
            yield partial(_whole, recording)
        elif recording.text not in NAMES | X_NAMES:
            yield from [partial(_at_any_pace, recording)] * WORDS_TIMES


def _at_any_pace(recording: Recording, dice: np.random.Generator) -> Said:
    return recording.text, drawn_out(_sound(recording), float(np.exp(dice.uniform(*np.log(PACES)))))


def _whole(recording: Recording, _: np.random.Generator) -> Said:
    return recording.text, _sound(recording)


def _sound(recording: Recording) -> Samples:
    return for_telephone(*recording.sound())
