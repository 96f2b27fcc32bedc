"""A soak's caller on the virtual clock: reads the line of keys as the SIP caller does."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from random import Random

import numpy as np
from pydantic import SecretStr

from ivr.bench.soak.heard import Made, Press
from ivr.bench.soak.listening import _until_cut_off
from ivr.bench.soak.replay import Replay
from ivr.bench.soak.scenarios import Scenarios
from ivr.bench.soak.script import Script
from ivr.bench.soak.world import FactsWorld
from ivr.benefits.demo import Demo, DemoPerson
from ivr.benefits.demo.listing import _listed
from ivr.dialog.conversation import Opening
from ivr.phone.caller import Party, parse_keys
from ivr.phone.caller.ear import HEARD_OUT
from ivr.phone.caller.hand import INTO_PROMPT, PATIENCE
from ivr.phone.caller.keys import Press as PressStep
from ivr.phone.caller.keys import Secret, UntilQuiet, Wait
from ivr.phone.caller.talk import LISTENED_OUT
from ivr.running import DEMO_SEED
from ivr.settings import DIALPLAN
from ivr.simulator.driver import VirtualDriver
from ivr.simulator.lengths import estimated
from ivr.simulator.spoken_values import declared
from tests.dialog.virtual_call import OPEN, conversation, service

NUMBER = "13900000001"
TICK = 0.02
KEY, RHYTHM = 0.1, 0.18
DECLARED = declared(DIALPLAN)


@cache
def people() -> list[DemoPerson]:
    demo = Demo(people=40, seed=DEMO_SEED, as_of=date(2026, 11, 24))
    return [_listed(demo, index) for index in range(demo.people)]


@cache
def scenarios() -> Scenarios:
    return Scenarios(service().tree)


def dice(seed: object) -> Random:
    return Random(str(seed))  # noqa: S311  # only a caller's whims


def replay() -> Replay:
    return Replay(conversation(), service().tree, DECLARED, estimated)


def scripts(kind: str) -> Iterator[Script]:
    """One for each person whom it fits, with other dice for each."""
    _, make = scenarios().kinds[kind]
    for number, person in enumerate(people()):
        script = make(person, dice(number))
        if script:
            yield Script(**{**vars(script), "person": person})


def called(script: Script) -> Made:
    """The call as it should be heard."""
    return VirtualCaller(script).call()


class VirtualCaller:
    def __init__(self, script: Script) -> None:
        self._script = script
        world = FactsWorld(script.person, DECLARED)
        self._driver = VirtualDriver(conversation(), Opening(OPEN, SecretStr(NUMBER)), world, estimated)
        self._presses: list[Press] = []
        self._heard_until = -1.0
        self._idle_since = 0.0
        self._told = False

    def call(self) -> Made:
        for step in parse_keys(self._script.line):
            match step:
                case Wait(seconds):
                    self._pass(self._idle_since + seconds - self._driver.now)
                    self._told, self._idle_since = True, self._driver.now
                case UntilQuiet():
                    self._until(self._quiet)
                    self._told, self._heard_until, self._idle_since = True, self._driver.now, self._driver.now
                case PressStep(parts):
                    if not self._told:
                        self._until(self._begun)
                    self._told = False
                    self._press(parts)
        if not self._script.cut:
            self._until(lambda: self._heard() and self._driver.now - self._stop() >= LISTENED_OUT, patience=20.0)
        return self._made()

    def _press(self, parts: tuple[str | Secret, ...]) -> None:
        for part in parts:
            for stroke in [self._digits(part)] if isinstance(part, Secret) else part:
                down = self._driver.now
                for key in stroke:
                    self._pass(KEY)
                    up = self._driver.now
                    if not self._driver.over:
                        self._driver.press(key)
                    self._pass(RHYTHM - KEY)
                self._presses.append(Press(down, up, stroke))
                self._heard_until = self._idle_since = up

    def _digits(self, part: Secret) -> str:
        person = self._script.person
        assert person
        return person.pin if part is Secret.PIN else person.id_number.replace("X", "*")

    def _until(self, happened: Callable[[], bool], patience: float = PATIENCE) -> None:
        began = max(self._idle_since, 0.0)
        while not (happened() or self._driver.over):
            if not self._heard() and self._driver.now - began >= patience:
                return
            self._pass(TICK)

    def _heard(self) -> bool:
        return self._driver.line.said[-1].at >= self._heard_until

    def _begun(self) -> bool:
        return self._heard() and self._driver.now - self._driver.line.said[-1].at >= INTO_PROMPT

    def _stop(self) -> float:
        return self._driver.line._said_until

    def _quiet(self) -> bool:
        return self._heard() and self._driver.now - self._stop() >= HEARD_OUT

    def _pass(self, seconds: float) -> None:
        if not self._driver.over:
            self._driver.advance(self._driver.now + max(0.0, seconds))

    def _made(self) -> Made:
        said = self._driver.line.said
        call = Made(
            script=self._script,
            number=NUMBER,
            answered=OPEN,
            seconds=self._driver.now,
            by=Party.SYSTEM if self._driver.over else Party.CALLER,
            sounds=tuple((one.at, one.at + one.seconds) for one in said),
            presses=tuple(self._presses),
            at=np.array([]),
            prints=np.array([], np.int64),
            packets_lost=0,
            lateness=0.0,
        )
        return replace(call, sounds=tuple(_until_cut_off(call.sounds, call)))
