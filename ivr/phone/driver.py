"""Performs one conversation on one telephone channel: says what it says, listens, and looks up beside a listening command.

Why no key is lost is told in `ivr/phone/line.py`.
"""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog
from pydantic import SecretStr

from ivr.benefits import ports
from ivr.dialog import conversation as dialog
from ivr.dialog import events
from ivr.dialog.actions import Action, End, Listen, LookUp, Perform, Record, Say, Transfer, Verify
from ivr.dialog.conversation import Conversation
from ivr.dialog.message import RECORDING
from ivr.phone.channel import Channel, DialStatus, Keyed
from ivr.phone.ear import Ear
from ivr.phone.line import Unplayable
from ivr.phone.listening import ANY_KEY
from ivr.phone.waiting import Waiting
from ivr.speech.prompter import Playable, Prompter
from ivr.speech.recogniser.heard import Heard, Turn
from ivr.speech.synthesizer import VoiceUnavailable
from ivr.spoken.question import Alternative, Question
from ivr.spoken.utterance import Rate, Recording, Utterance

log = structlog.get_logger()

AT_ONCE_SECONDS = 0.05
"""A rendered prompt is ready sooner; between commands one key is kept and a second would be lost."""
MOST_ALARMS = 3
"""After so many in a row the caller is where it is noisy, and the call goes on by keys."""
BEFORE_COUGH_MS = 300
"""So much of what was said before a cough is said again."""
FILLER_SECONDS = 1.0
"""How long the filler itself may take, which is said while other words are spoken."""
PERSON = "0"
CONTEXT = "__IVR_CONTEXT"
"""Tells a person who is rung where the caller was, see extensions.conf; channels made from the caller's have it, too."""


class _Interrupted(Exception):
    """The caller pressed a key instead of waiting until a prompt was ready."""

    def __init__(self, by: Keyed) -> None:
        super().__init__()
        self.by = by


@dataclass(frozen=True)
class Backends:
    """Whom the driver asks. Each keeps a time limit; `patience_seconds` is for one that does not keep its own."""

    identifier: ports.Identifier
    benefits: ports.Benefits
    desk: ports.Desk
    prompter: Prompter
    workers: Executor
    patience_seconds: float
    beep: str
    """The tone before a recording: a file without its extension."""
    recogniser_port: int | None
    """None where callers are not listened to, but for their keys."""
    filler: Utterance
    """What is heard while a voice speaks what is not rendered."""


class Driver:
    """One call. `call` is its id in the call log: changes and recordings go by it."""

    def __init__(
        self, channel: Channel, backends: Backends, call: str, operator: tuple[str, int], began: float = 0.0
    ) -> None:
        """`operator` is the extension behind key 0 and how long it rings, `began` how many seconds the call is old."""
        self._channel = channel
        self._backends = backends
        self._call = call
        self._operator, self._ring_seconds = operator
        self._began = time.monotonic() - began
        self._ear = Ear(channel, backends.recogniser_port, call)
        self._makes_sense: Callable[[tuple[Alternative, ...]], bool] = bool
        self._alarms = 0
        self._waiting = Waiting(channel, self._prepare, backends.patience_seconds)
        self._performers: dict[type[Action], Callable[[Any], events.Event]] = {
            Listen: self._listen,
            Say: self._say,
            Verify: self._verify,
            LookUp: self._look_up,
            Perform: self._change,
            Record: self._record,
            Transfer: self._transfer,
        }

    def converse(
        self, conversation: Conversation, turn: dialog.Turn, written: Callable[[dialog.Turn], None]
    ) -> dialog.Turn:
        """Carries the conversation to its end; `written` is told of every turn. Raises Hangup when the caller hangs up."""
        written(turn)
        while not isinstance(turn.action, End):
            self._makes_sense = partial(conversation.makes_sense, turn.state)
            turn = conversation.on(turn.state, self._perform(turn.action))
            written(turn)
        return turn

    def now(self) -> float:
        """Seconds since the call was answered."""
        return time.monotonic() - self._began

    def _perform(self, action: Action) -> events.Event:
        return self._performers[type(action)](action)

    def _listen(self, action: Listen) -> events.Event:
        """What a key has already interrupted is not made ready first."""
        milliseconds = round(action.seconds * 1000)
        if not action.utterance:
            return self._key_or_silence(self._channel.turn(None, milliseconds))
        if typed := self._channel.typed_ahead():
            return self._key_or_silence(typed)
        try:
            listened = action.hears if action.hears and self._ear.hears else None
            said = (*action.utterance, *action.invitation) if listened else action.utterance
            with self._prepare(said, action.rate, wanted=ANY_KEY) as ready:
                if listened:
                    return self._by_ear(listened, ready, action.seconds)
                return self._key_or_silence(self._channel.turn(ready.path, milliseconds))
        except _Interrupted as interrupted:
            return self._key_or_silence(interrupted.by)
        except (VoiceUnavailable, Unplayable) as fault:
            return self._unspeakable(fault)

    def _by_ear(self, asked: Question, ready: Playable, seconds: float, *, again: bool = False) -> events.Event:
        """A cough or music stops the prompt, too; then it goes on where it stopped."""
        heard = self._ear.listen(ready.path, seconds, asked)
        if isinstance(heard, Keyed):
            return self._key_or_silence(heard)
        match heard.turn:
            case Turn.LISTENING:
                return events.Silence(self.now())
            case Turn.NOISE | Turn.WORDS | Turn.DIGITS if self._too_noisy(heard):
                self._ear.close()
            case Turn.WORDS | Turn.DIGITS if again or not self._alarms or heard.begun_ms >= ready.milliseconds:
                return events.Heard(self.now(), heard.alternatives)
            case Turn.NOISE | Turn.WORDS | Turn.DIGITS:
                said = max(0, heard.begun_ms - BEFORE_COUGH_MS)
                with self._backends.prompter.rest(ready, said) as rest:
                    return self._by_ear(asked, rest, seconds, again=True)
        return events.Unheard(self.now())

    def _too_noisy(self, heard: Heard) -> bool:
        """What was asked for shows that the caller can be heard."""
        self._alarms = 0 if self._makes_sense(heard.alternatives) else self._alarms + 1
        return self._alarms == MOST_ALARMS

    def _say(self, action: Say) -> events.Event:
        try:
            with self._prepare(action.utterance, action.rate) as playable:
                self._channel.play_out(playable.path)
        except (VoiceUnavailable, Unplayable) as fault:
            return self._unspeakable(fault)
        return events.Played(self.now())

    def _prepare(self, utterance: Utterance, rate: Rate, wanted: str = "") -> Playable:
        """Raises VoiceUnavailable. What has to be spoken first takes a while, which a key of `wanted` ends: _Interrupted."""
        own = tuple(Recording(self._own(part.name)) if isinstance(part, Recording) else part for part in utterance)
        job = self._backends.workers.submit(self._backends.prompter.prepare, own, rate)
        with suppress(TimeoutError):
            return job.result(AT_ONCE_SECONDS)
        with ExitStack() as undo:
            undo.callback(job.add_done_callback, _drop)  # the caller has hung up, or it came too late
            if utterance == self._backends.filler:
                self._channel.listen_until(job, round(FILLER_SECONDS * 1000), wanted="")
            else:
                keyed = self._waiting.wait(job, self._backends.filler, rate, wanted)
                if keyed is not None:
                    raise _Interrupted(keyed)
            if not job.done():
                raise VoiceUnavailable("no voice spoke in time")
            undo.pop_all()
        return job.result(0)

    def _unspeakable(self, fault: Exception) -> events.Event:
        log.error("prompt_not_said", why=str(fault))
        return events.Unspeakable(self.now())

    def _key_or_silence(self, keyed: Keyed) -> events.Event:
        at = keyed.at - self._began
        return events.Silence(at) if keyed.key is None else events.Key(at, keyed.key)

    def _transfer(self, action: Transfer) -> events.Event:
        self._channel.set_variable(CONTEXT, action.reason)
        extension = action.extension or self._operator
        status = self._channel.dial(f"Local/{extension}@people", self._ring_seconds)
        return events.TransferEnded(self.now(), answered=status is DialStatus.ANSWER)

    def _record(self, action: Record) -> events.Event:
        path = self._backends.prompter.recording(self._own(action.name))
        self._channel.play_out(self._backends.beep)
        milliseconds, key = self._channel.record(str(path.with_suffix("")), action.most_seconds * 1000)
        return events.Recorded(self.now(), milliseconds, key)

    def _verify(self, action: Verify) -> events.Event:
        job = self._backends.workers.submit(self._backends.identifier.verify, action.id_number, action.pin)
        self._waiting.wait(job, action.filler, action.rate, wanted="")
        return self._outcome(job, self._verdict)

    def _verdict(self, verdict: ports.Verdict) -> events.Event:
        match verdict:
            case ports.Accepted(initial_pin=initial):
                return events.Accepted(self.now(), initial)
            case ports.Refused(tries_left=left):
                return events.Refused(self.now(), left)
            case ports.Locked():
                return events.Locked(self.now())

    def _look_up(self, action: LookUp) -> events.Event:
        job = self._backends.workers.submit(self._backends.benefits.find, action.query, action.values)
        keyed = self._waiting.wait(job, action.filler, action.rate, wanted=PERSON)
        if keyed is not None:
            return self._key_or_silence(keyed)
        return self._outcome(job, lambda rows: events.Found(self.now(), rows))

    def _change(self, action: Perform) -> events.Event:
        """No key ends it: what the caller is told must be what has happened."""
        request = f"{self._call}-{action.number}"
        job = self._backends.workers.submit(self._backends.desk.perform, action.act, request, self._values(action))
        self._waiting.wait(job, action.filler, action.rate, wanted="")
        return self._outcome(job, lambda row: events.Found(self.now(), (row,)))

    def finish(self, action: Perform) -> None:
        """What a caller who has hung up had begun; nobody is there to hear how it ended."""
        request = f"{self._call}-{action.number}"
        try:
            self._backends.desk.perform(action.act, request, self._values(action))
        except (ports.LookupFailed, ports.LookupTooSlow) as fault:
            log.error("not_finished_behind_the_caller", act=action.act, why=str(fault))

    def _values(self, action: Perform) -> Mapping[str, SecretStr]:
        if RECORDING not in action.values:
            return action.values
        return {**action.values, RECORDING: SecretStr(self._own(action.values[RECORDING].get_secret_value()))}

    def _outcome(self, job: Future[Any], event: Callable[[Any], events.Event]) -> events.Event:
        try:
            return event(job.result(0))
        except (TimeoutError, ports.LookupTooSlow):
            return events.TooSlow(self.now())
        except (ports.LookupFailed, ports.AttemptsUnavailable):
            return events.Failed(self.now())

    def _own(self, name: str) -> str:
        """A recording's name among those of all calls."""
        return f"{self._call}-{name}"


def _drop(job: Future[Playable]) -> None:
    """Nobody plays it any more: what is personal is removed."""
    if not job.cancelled() and job.exception() is None:
        with job.result():
            pass
