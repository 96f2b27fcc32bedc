"""How long an utterance takes to be said."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from ivr.settings import Settings
from ivr.speech.join import join
from ivr.speech.prompter import BETWEEN_SEGMENTS_MS, open_store
from ivr.speech.store import Store
from ivr.speech.telephone import milliseconds
from ivr.spoken.utterance import Fixed, Rate, Recording, Segment, Utterance

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


def rendered(settings: Settings, phrases: tuple[str, ...]) -> Length:
    """By the sound that callers hear, estimated where there is none yet. Nothing is spoken for it."""
    store = open_store(settings)

    @cache
    def seconds(segment: Segment, rate: Rate) -> float:
        try:
            return milliseconds(_sound(store, segment, rate, phrases)) / 1000
        except _NotRendered:
            return _estimated(segment, rate)

    return lambda utterance, rate: (
        sum(seconds(segment, rate) for segment in utterance) + max(0, len(utterance) - 1) * BETWEEN_SEGMENTS_MS / 1000
    )


class _NotRendered(Exception):
    """It is spoken when it is needed."""


def _sound(store: Store, segment: Segment, rate: Rate, phrases: tuple[str, ...]) -> bytes:
    """Raises _NotRendered."""
    if isinstance(segment, Fixed):
        return _read(store.rendered(segment, rate))
    if isinstance(segment, Recording):
        raise _NotRendered
    sound = join(segment.text.get_secret_value(), rate, lambda words: _piece(store, words), phrases)
    if sound is None:
        raise _NotRendered
    return sound


def _piece(store: Store, words: str) -> bytes:
    return _read(store.piece(words) or store.rendered(Fixed(words), Rate.NORMAL))


def _read(path: Path | None) -> bytes:
    if path is None:
        raise _NotRendered
    return path.read_bytes()
