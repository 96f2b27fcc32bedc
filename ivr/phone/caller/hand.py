"""Presses and says what the line says, when the line says, by what the ear hears. No clock of its own."""

import re
from collections import deque
from dataclasses import dataclass, field

from pydantic import SecretStr

from ivr.phone.caller.ear import HEARD_OUT, Ear
from ivr.phone.caller.keys import Press, Reply, Say, Secret, Step, UntilQuiet, Wait
from ivr.phone.caller.sender import Sender

INTO_PROMPT = 0.3
"""A caller needs to hear that the system speaks, not what it says."""
PATIENCE = 10.0
"""A caller who hears nothing presses all the same."""


@dataclass(frozen=True)
class Person:
    """Whose digits stand behind the words ID and PIN."""

    id_number: SecretStr
    pin: SecretStr

    def keyable(self) -> bool:
        number, pin = self.id_number.get_secret_value(), self.pin.get_secret_value()
        return bool(re.fullmatch("[0-9]+[0-9Xx]", number, re.ASCII) and re.fullmatch("[0-9]+", pin, re.ASCII))

    def keys(self, which: Secret) -> str:
        if which is Secret.PIN:
            return self.pin.get_secret_value()
        return self.id_number.get_secret_value().upper().replace("X", "*")


@dataclass(frozen=True)
class Pressed:
    what: str
    """`key 1`, `18 keys of ID`, as the digits of a person are not told, or `words`."""
    down: float
    up: float


@dataclass(frozen=True)
class _Stroke:
    what: str
    keys: str = field(repr=False)
    sound: bytes = field(default=b"", repr=False)


class Hand:
    def __init__(self, steps: tuple[Step, ...], person: Person | None, sender: Sender, ear: Ear, now: float) -> None:
        self.pressed: list[Pressed] = []
        self.impatient: list[float] = []
        """When it pressed although nothing had been heard."""
        self.last_key = float("-inf")
        self.idle_since = now
        self._steps = deque(steps)
        self._person = person
        self._sender = sender
        self._ear = ear
        self._told = False
        self._heard_until = float("-inf")
        self._strokes: deque[_Stroke] = deque()
        self._current: _Stroke | None = None
        self._down = 0.0

    @property
    def done(self) -> bool:
        return not self._steps and not self._strokes and self._current is None

    def before_packet(self, now: float) -> None:
        if not self._sender.idle:
            return
        if not self._strokes and self._steps:
            self._try_step(self._steps[0], now)
        if self._strokes:
            self._current = self._strokes.popleft()
            self._down = now
            self._sender.press(self._current.keys)
            self._sender.say(self._current.sound)

    def after_packet(self, now: float) -> None:
        if self._sender.released is None and not self._sender.fell_silent:
            return
        self._ear.key_released(now)
        self.last_key = self.idle_since = self._heard_until = now
        if self._current and not self._sender.waiting:
            self.pressed.append(Pressed(self._current.what, self._down, now))
            self._current = None

    def _try_step(self, step: Step, now: float) -> None:
        match step:
            case Wait(seconds):
                if now - self.idle_since >= seconds:
                    self._waited(now)
            case UntilQuiet():
                if self._ear.heard_out(self._heard_until, now, HEARD_OUT) or self._unheard(now):
                    self._waited(now)
                    self._heard_until = now
            case Reply(to):
                if self._ear.heard_out(self._heard_until, now, HEARD_OUT):
                    self._waited(now)
                    self._heard_until = now
                    self._steps.extendleft(reversed(to(self._ear.recording.latest(now - self.last_key))))
            case Press(parts):
                self._try_strokes([stroke for part in parts for stroke in self._strokes_of(part)], now)
            case Say(sound):
                self._try_strokes([_Stroke("words", "", sound)], now)

    def _try_strokes(self, strokes: list[_Stroke], now: float) -> None:
        prompt = self._ear.prompt_after(self._heard_until)
        heard = prompt is not None and now - prompt.start >= INTO_PROMPT
        if not (self._told or heard or self._unheard(now)):
            return
        if not (self._told or heard):
            self.impatient.append(now)
        self._steps.popleft()
        self._told = False
        self._strokes.extend(strokes)

    def _waited(self, now: float) -> None:
        self._steps.popleft()
        self._told = True
        self.idle_since = now

    def _unheard(self, now: float) -> bool:
        return self._ear.prompt_after(self._heard_until) is None and now - self.idle_since >= PATIENCE

    def _strokes_of(self, part: str | Secret) -> list[_Stroke]:
        if not isinstance(part, Secret):
            return [_Stroke(f"key {key}", key) for key in part]
        keys = self._person.keys(part) if self._person else ""
        return [_Stroke(f"{len(keys)} keys of {part}", keys)]
