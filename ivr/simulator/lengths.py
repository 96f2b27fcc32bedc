"""How long an utterance takes to be said."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from ivr.settings import Settings
from ivr.speech.join import join
from ivr.speech.prompter import BETWEEN_SEGMENTS_MS, open_store
from ivr.speech.telephone import milliseconds
from ivr.spoken.utterance import Fixed, Personal, Rate, Recording, Segment, Utterance

Length = Callable[[Utterance, Rate], float]
"""Seconds."""

SYLLABLES_A_SECOND = {Rate.NORMAL: 4.2, Rate.SLOW: 3.2}
RECORDING_SECONDS = 5.0


def estimated(utterance: Utterance, rate: Rate) -> float:
    """By the number of syllables, pauses included."""
    return sum(_estimated(segment, rate) for segment in utterance)


def _estimated(segment: Segment, rate: Rate) -> float:
    if isinstance(segment, Recording):
        return RECORDING_SECONDS
    text = segment.text if isinstance(segment, Fixed) else segment.text.get_secret_value()
    return len(re.findall(r"\w", text)) / SYLLABLES_A_SECOND[rate]


def rendered(settings: Settings) -> Length:
    """By the sound that callers hear, estimated where there is none yet. Nothing is spoken for it."""
    store, espeak = open_store(settings)
    espeak.close()

    def piece(words: str) -> bytes:
        path = store.rendered(Fixed(words), Rate.NORMAL)
        if path is None:
            raise FileNotFoundError(words)
        return path.read_bytes()

    @cache
    def seconds(segment: Segment, rate: Rate) -> float:
        try:
            sound = _sound(segment, rate, store.rendered, piece)
        except FileNotFoundError:
            sound = None
        return _estimated(segment, rate) if sound is None else milliseconds(sound) / 1000

    return lambda utterance, rate: (
        sum(seconds(segment, rate) for segment in utterance) + max(0, len(utterance) - 1) * BETWEEN_SEGMENTS_MS / 1000
    )


def _sound(
    segment: Segment, rate: Rate, find: Callable[[Fixed, Rate], Path | None], piece: Callable[[str], bytes]
) -> bytes | None:
    if isinstance(segment, Personal):
        return join(segment.text.get_secret_value(), rate, piece)
    path = find(segment, rate) if isinstance(segment, Fixed) else None
    return path.read_bytes() if path else None
