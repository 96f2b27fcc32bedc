"""What is heard in training: each recording as it is, and numbers joined from each person's names of digits."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np

from ivr.speech.engines.digit_names import NAMES, X_NAMES
from ivr.speech.recordings import Recording
from ivr.speech.telephone import Samples, for_telephone
from ivr.training.joining import joined

NUMBERS = 40
"""Of each person."""
TIMES = 2
"""How often a recording is heard as it is."""

Said = tuple[str, Samples]
Utterance = Callable[[np.random.Generator], Said]
"""Says it; a number is another one each time."""


def utterances(recordings: Sequence[Recording]) -> Iterator[Utterance]:
    """Raises BadRecordings, when they are said."""
    people: dict[str, dict[str, list[Samples]]] = {}
    for recording in recordings:
        if recording.text in NAMES | X_NAMES:
            people.setdefault(recording.speaker, {}).setdefault(recording.text, []).append(_sound(recording))
        else:
            yield from [partial(_whole, recording)] * TIMES
    for names in people.values():
        yield from [partial(joined, names)] * NUMBERS


def _whole(recording: Recording, _: np.random.Generator) -> Said:
    return recording.text, _sound(recording)


def _sound(recording: Recording) -> Samples:
    return for_telephone(*recording.sound())
