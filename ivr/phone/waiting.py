"""What the caller hears while something is worked on: nothing for 0.6 s, then the filler, and never two seconds of silence."""

import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import structlog

from ivr.phone.channel import Channel, Keyed
from ivr.phone.line import Unplayable
from ivr.speech.prompter import Playable
from ivr.speech.synthesizer import VoiceUnavailable
from ivr.spoken.utterance import Rate, Utterance

log = structlog.get_logger()

QUICK_SECONDS = 0.6
"""An answer that comes within this time needs no filler."""
BETWEEN_FILLERS_SECONDS = 1.2
"""With the filler's own silence at either end less than two."""

Prepare = Callable[[Utterance, Rate], Playable]


class Waiting:
    """Waits for jobs on a channel; every key is kept for the next prompt."""

    def __init__(self, channel: Channel, prepare: Prepare, patience_seconds: float) -> None:
        self._channel = channel
        self._prepare = prepare
        self._patience_seconds = patience_seconds

    def wait(self, job: Future[Any], filler: Utterance, rate: Rate, wanted: str) -> Keyed | None:
        """Listens until the job is done or took too long. Returns the key of `wanted` that ended the wait."""
        give_up = time.monotonic() + self._patience_seconds
        keyed = self._channel.listen_until(job, round(QUICK_SECONDS * 1000), wanted=wanted)
        while keyed is None and not job.done() and time.monotonic() < give_up:
            keyed = self._fill(job, filler, rate, wanted)
        return keyed

    def _fill(self, job: Future[Any], filler: Utterance, rate: Rate, wanted: str) -> Keyed | None:
        """Says the filler to its end, so that no answer begins in the middle of a word, and then a while nothing."""
        try:
            with self._prepare(filler, rate) as playable:
                keyed = self._channel.listen_until(Future(), playable.milliseconds, playable.path, wanted)
        except (VoiceUnavailable, Unplayable) as fault:
            log.error("filler_not_said", why=str(fault))
            keyed = None
        if keyed is None and not job.done():
            keyed = self._channel.listen_until(job, round(BETWEEN_FILLERS_SECONDS * 1000), wanted=wanted)
        return keyed
