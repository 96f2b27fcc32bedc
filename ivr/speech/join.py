"""Personal words put together from rendered pieces: no caller waits for an engine, however many call at once."""

import functools
import re
from collections.abc import Callable

from ivr.speech.telephone import silence
from ivr.spoken.utterance import Rate
from ivr.spoken.vocabulary import vocabulary

PAUSES = {"，": 300, "、": 200, "。": 450, "；": 450}
"""Milliseconds of silence for each mark: a group of digits is one breath."""

BETWEEN_PIECES = {Rate.NORMAL: 0, Rate.SLOW: 160}
"""Milliseconds. Slow is the same pieces with a breath between them: a number is followed by its parts, not by its vowels."""


def pieces(text: str, phrases: tuple[str, ...] = ()) -> list[str] | None:
    """The longest known pieces from left to right, and the marks between them; None when the text has other words."""
    found = _pattern(phrases).findall(text)
    return found if "".join(found) == text else None


def join(text: str, rate: Rate, rendering: Callable[[str], bytes], phrases: tuple[str, ...] = ()) -> bytes | None:
    """The text as A-law, each piece or phrase by `rendering`; None when it has words that are neither."""
    parts = pieces(text, phrases)
    if parts is None:
        return None
    breath = silence(BETWEEN_PIECES[rate])
    return breath.join(silence(PAUSES[part]) if part in PAUSES else rendering(part) for part in parts)


@functools.cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    known = sorted([*vocabulary(), *phrases, *PAUSES], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, known)))
