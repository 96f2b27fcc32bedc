"""The virtual driver: performs a conversation as the telephone's driver does, on a clock that is moved by hand."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pydantic import SecretStr

from ivr.dialog import events
from ivr.dialog.actions import Action, End, Listen, LookUp, Perform, Record, Say, Transfer, Verify
from ivr.dialog.conversation import Conversation, Opening, Step
from ivr.simulator.lengths import Length
from ivr.simulator.line import Ended, Line, Pause, Spoken, Typed, Waiting
from ivr.simulator.world import Reply, World
from ivr.spoken.heard_digits import digits_heard
from ivr.spoken.question import Alternative, Question, Words
from ivr.spoken.utterance import Rate, Utterance

QUICK_SECONDS = 0.6
"""An answer that comes within this time needs no filler."""
BETWEEN_FILLERS_SECONDS = 1.2
LIMIT_SECONDS = 8.0
"""What takes longer counts as too slow."""
PAUSE_SECONDS = 3.0
"""So much silence ends a recording."""
PERSON = "0"


class VirtualDriver:
    """One call. `advance` lets time pass, `press` and `hang_up` are the caller's."""

    def __init__(self, conversation: Conversation, opening: Opening, world: World, length: Length) -> None:
        self.line = Line(length)
        self.steps: list[Step] = []
        self.rung: list[Transfer] = []
        """The calls to persons, the last one perhaps still ringing."""
        self.hung_up = False
        self._conversation = conversation
        self._world = world
        self.turn = conversation.begin(0.0, opening)
        self._life = self._converse()
        self._pause: Pause | None = None
        self._go_on(None)

    @property
    def now(self) -> float:
        return self.line.now

    @property
    def over(self) -> bool:
        return self.hung_up or self._pause is None

    @property
    def next_at(self) -> float:
        """When something happens if the caller does nothing."""
        return self.now if self._pause is None else self._pause.until

    def advance(self, until: float) -> None:
        """Lets time pass until then."""
        while not self.over and self.next_at <= until:
            self.line.now = self.next_at
            self._go_on(None)
        self.line.now = max(self.line.now, until)

    def press(self, key: str) -> None:
        """One key, now."""
        typed = Typed(SecretStr(key), self.now)
        if self._pause and key in self._pause.wanted and not self.line.typed:
            self.line.hush()
            self._go_on(typed)
        else:
            self.line.typed.append(typed)

    def speak(self, words: str) -> None:
        """The caller says something, now; where words are not listened for it changes nothing."""
        if self._pause and self._pause.words:
            self.line.hush()
            self._go_on(Spoken(SecretStr(words), self.now))

    def hang_up(self) -> None:
        self.hung_up = True

    def _go_on(self, ended: Ended) -> None:
        try:
            self._pause = next(self._life) if self._pause is None else self._life.send(ended)
        except StopIteration:
            self._pause = None

    def _converse(self) -> Waiting[None]:
        while not isinstance(self.turn.action, End):
            event = yield from self._perform(self.turn.action)
            self.turn = self._conversation.on(self.turn.state, event)
            self.steps += self.turn.steps

    def _perform(self, action: Action) -> Waiting[events.Event]:
        performers: dict[type, Callable[[Any], Waiting[events.Event]]] = {
            Listen: self._listen,
            Say: self._say,
            Verify: self._verify,
            LookUp: self._look_up,
            Perform: self._change,
            Record: self._record,
            Transfer: self._ring,
        }
        return performers[type(action)](action)

    def _listen(self, action: Listen) -> Waiting[events.Event]:
        if self.line.typed:  # typed ahead: the prompt is not said at all
            return _key(self.line.typed.popleft())
        until = self.line.say(action.utterance, action.rate) + action.seconds
        ended = yield from self.line.hear(until) if action.hears else self.line.listen(until)
        if isinstance(ended, Spoken) and action.hears:
            return events.Heard(self.now, understood(action.hears, ended.words))
        return _key(ended) if isinstance(ended, Typed) else events.Silence(self.now)

    def _say(self, action: Say) -> Waiting[events.Event]:
        yield from self.line.listen(self.line.say(action.utterance, action.rate), wanted="")
        return events.Played(self.now)

    def _verify(self, action: Verify) -> Waiting[events.Event]:
        reply = self._world.verify(action.id_number, action.pin)
        return self._await(reply, action.filler, action.rate, wanted="")

    def _look_up(self, action: LookUp) -> Waiting[events.Event]:
        reply = self._world.find(action.query, action.values)
        return self._await(reply, action.filler, action.rate, wanted=PERSON)

    def _change(self, action: Perform) -> Waiting[events.Event]:
        reply = self._world.perform(action.act, action.number, action.values)
        return self._await(reply, action.filler, action.rate, wanted="")

    def _await(self, reply: Reply, filler: Utterance, rate: Rate, wanted: str) -> Waiting[events.Event]:
        """The reply, with something said meanwhile when it takes long."""
        done = self.now + min(reply.seconds, LIMIT_SECONDS)
        typed = yield from self.line.listen(min(done, self.now + QUICK_SECONDS), wanted)
        while typed is None and self.now < done:
            typed = yield from self.line.listen(self.line.say(filler, rate, filler=True), wanted)
            if typed is None and self.now < done:
                typed = yield from self.line.listen(min(done, self.now + BETWEEN_FILLERS_SECONDS), wanted)
        if typed:
            return _key(typed)
        return events.TooSlow(self.now) if reply.seconds > LIMIT_SECONDS else replace(reply.event, at=self.now)

    def _record(self, action: Record) -> Waiting[events.Event]:
        began, voice = self.now, self._world.voice()
        typed = yield from self.line.listen(began + min(voice + PAUSE_SECONDS, action.most_seconds))
        said = round(min(voice, self.now - began) * 1000)
        return events.Recorded(self.now, said, typed.key if typed else SecretStr(""))

    def _ring(self, action: Transfer) -> Waiting[events.Event]:
        """Keys that are pressed while it rings are lost."""
        self.rung.append(action)
        reply, kept = self._world.ring(action.extension), list(self.line.typed)
        yield from self.line.listen(self.now + reply.seconds, wanted="")
        self.line.typed.clear()
        self.line.typed.extend(kept)
        return replace(reply.event, at=self.now)


def understood(question: Question, words: SecretStr) -> tuple[Alternative, ...]:
    """As a recogniser that makes no mistakes understands it."""
    if isinstance(question, Words):
        return (Alternative(words, 0.0),)
    if words.get_secret_value() in question.words:
        return (Alternative(words, 0.0),)
    digits = digits_heard(words.get_secret_value())
    return (Alternative(SecretStr(digits), 0.0),) if digits else ()


def _key(typed: Typed) -> events.Key:
    return events.Key(typed.at, typed.key)
