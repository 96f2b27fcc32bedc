"""What callers will hear is spoken before any of them calls."""

from collections.abc import Callable, Iterable

import structlog

from ivr.speech.store import Store
from ivr.speech.synthesizer import VoiceUnavailable
from ivr.spoken.utterance import Fixed, Rate

log = structlog.get_logger()

Told = Callable[[int, int], None]
"""How many are spoken, and of how many."""


def untold(_spoken: int, _of: int) -> None:
    """For who does not want to know."""


def speak_ahead(store: Store, wording: Iterable[Fixed], told: Told) -> None:
    """Has everything spoken that has no rendering yet. Without the voice it is left: the first caller waits for it."""
    todo = [(fixed, rate) for fixed in dict.fromkeys(wording) for rate in Rate if store.rendered(fixed, rate) is None]
    try:
        for spoken, (fixed, rate) in enumerate(todo, start=1):
            store.render(fixed, rate)
            told(spoken, len(todo))
    except VoiceUnavailable as fault:
        log.warning("not_spoken_ahead", why=str(fault))
