"""Performs one conversation on one telephone channel: says what it says, listens, and looks up beside a listening command.

Why no key is lost is told in `ivr/phone/channel.py`.
"""

import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import structlog

from ivr.benefits import ports
from ivr.dialog import events
from ivr.dialog.actions import Action, End, Listen, LookUp, Say, Transfer, Verify
from ivr.dialog.conversation import Conversation, Turn
from ivr.phone.channel import Channel, DialStatus, Keyed
from ivr.phone.line import Unplayable
from ivr.speech.prompter import Playable, Prompter
from ivr.speech.synthesizer import VoiceUnavailable
from ivr.spoken.utterance import Rate, Utterance

log = structlog.get_logger()

AT_ONCE_SECONDS = 0.05
"""A rendered prompt is ready sooner; between commands one key is kept and a second would be lost."""
VOICE_SECONDS = 5.0
"""The fallback voice speaks within half a second, but its process may have to be started first."""
QUICK_SECONDS = 0.6
"""An answer that comes within this time needs no filler."""
BETWEEN_FILLERS_SECONDS = 1.5
"""The caller never hears nothing for two seconds."""
PERSON = "0"


@dataclass(frozen=True)
class Backends:
    """Whom the driver asks. Each keeps a time limit; `patience_seconds` is for one that does not keep its own."""

    identifier: ports.Identifier
    benefits: ports.Benefits
    prompter: Prompter
    workers: Executor
    patience_seconds: float


class Driver:
    """One call."""

    def __init__(self, channel: Channel, backends: Backends, person: str, ring_seconds: int) -> None:
        self._channel = channel
        self._backends = backends
        self._person = person
        self._ring_seconds = ring_seconds
        self._began = time.monotonic()

    def converse(self, conversation: Conversation, written: Callable[[Turn], None]) -> Turn:
        """Carries the conversation to its end; `written` is told of every turn. Raises Hangup when the caller hangs up."""
        turn = conversation.begin(self.now())
        written(turn)
        while not isinstance(turn.action, End):
            turn = conversation.on(turn.state, self._perform(turn.action))
            written(turn)
        return turn

    def now(self) -> float:
        """Seconds since the call was answered."""
        return time.monotonic() - self._began

    def _perform(self, action: Action) -> events.Event:
        match action:
            case Listen():
                return self._listen(action)
            case Say():
                return self._say(action)
            case Verify():
                return self._verify(action)
            case LookUp():
                return self._look_up(action)
            case Transfer():
                return self._transfer()
        raise TypeError(f"no driver for {type(action).__name__}")

    def _listen(self, action: Listen) -> events.Event:
        milliseconds = round(action.seconds * 1000)
        if not action.utterance:
            return self._key_or_silence(self._channel.turn(None, milliseconds))
        try:
            with self._prepare(action.utterance, action.rate) as playable:
                return self._key_or_silence(self._channel.turn(playable.path, milliseconds))
        except (VoiceUnavailable, Unplayable) as fault:
            return self._unspeakable(fault)

    def _say(self, action: Say) -> events.Event:
        try:
            with self._prepare(action.utterance, action.rate) as playable:
                self._channel.play_out(playable.path)
        except (VoiceUnavailable, Unplayable) as fault:
            return self._unspeakable(fault)
        return events.Played(self.now())

    def _prepare(self, utterance: Utterance, rate: Rate) -> Playable:
        """Raises VoiceUnavailable. What has to be spoken first takes a while, in which keys are listened for."""
        job = self._backends.workers.submit(self._backends.prompter.prepare, utterance, rate)
        with suppress(TimeoutError):
            return job.result(AT_ONCE_SECONDS)
        self._channel.listen_until(job, round(VOICE_SECONDS * 1000), wanted="")
        try:
            return job.result(0)
        except TimeoutError:
            raise VoiceUnavailable(f"no voice spoke within {VOICE_SECONDS:g} s") from None

    def _unspeakable(self, fault: Exception) -> events.Event:
        log.error("prompt_not_said", why=str(fault))
        return events.Unspeakable(self.now())

    def _key_or_silence(self, keyed: Keyed) -> events.Event:
        at = keyed.at - self._began
        return events.Silence(at) if keyed.key is None else events.Key(at, keyed.key)

    def _transfer(self) -> events.Event:
        status = self._channel.dial(f"Local/{self._person}@people", self._ring_seconds)
        return events.TransferEnded(self.now(), answered=status is DialStatus.ANSWER)

    def _verify(self, action: Verify) -> events.Event:
        job = self._backends.workers.submit(self._backends.identifier.verify, action.id_number, action.pin)
        self._wait(job, action.filler, action.rate, wanted="")
        return self._verdict(job)

    def _verdict(self, job: Future[ports.Verdict]) -> events.Event:
        try:
            verdict = job.result(0)
        except (TimeoutError, ports.LookupTooSlow):
            return events.TooSlow(self.now())
        except (ports.LookupFailed, ports.AttemptsUnavailable):
            return events.Failed(self.now())
        match verdict:
            case ports.Accepted():
                return events.Accepted(self.now())
            case ports.Refused(tries_left=left):
                return events.Refused(self.now(), left)
            case ports.Locked():
                return events.Locked(self.now())

    def _look_up(self, action: LookUp) -> events.Event:
        job = self._backends.workers.submit(self._backends.benefits.find, action.query, action.id_number)
        keyed = self._wait(job, action.filler, action.rate, wanted=PERSON)
        if keyed is not None:
            return self._key_or_silence(keyed)
        try:
            return events.Found(self.now(), job.result(0))
        except (TimeoutError, ports.LookupTooSlow):
            return events.TooSlow(self.now())
        except ports.LookupFailed:
            return events.Failed(self.now())

    def _wait(self, job: Future[Any], filler: Utterance, rate: Rate, wanted: str) -> Keyed | None:
        """Listens until the job is done or took too long, saying the filler when it takes long.

        Returns the key of `wanted` that ended the wait; every other key is kept for the next prompt.
        """
        give_up = time.monotonic() + self._backends.patience_seconds
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
