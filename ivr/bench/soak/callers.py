"""Callers in a process of their own: each places one call after the other until the time is over."""

import asyncio
import gc
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from random import Random

from pydantic import SecretStr

from ivr.bench.route import PLAIN, Route
from ivr.bench.soak.heard import Made, made
from ivr.bench.soak.manner import in_some_manner
from ivr.bench.soak.scenarios import Scenarios
from ivr.bench.soak.script import Script
from ivr.benefits.demo import DemoPerson
from ivr.menus.model import Tree
from ivr.phone.caller import CallFailed, CallPlan, Person, parse_keys, place
from ivr.phone.workers import LOOPBACK
from ivr.priority import in_real_time

LIMIT_SECONDS = 240.0
STARTS_SECONDS = 20.0
"""In which all callers begin."""
BETWEEN_CALLS = (0.2, 2.0)
LISTEN_SECONDS = 20.0
PLAIN_LAPS = 2
NEVER = 1_000_000_000


@dataclass(frozen=True)
class Shift:
    """What one process of callers is to do. Its people are nobody else's, and each is in one call at a time."""

    sip_port: int
    tree: Tree
    route: Route
    people: Sequence[DemoPerson]
    callers: int
    plain_callers: int
    seconds: float
    seed: str
    prefix: str
    """The first digits of its callers' telephone numbers: each call comes from another."""


@dataclass(frozen=True)
class Worked:
    calls: list[Made]
    failed: list[str]
    """Why calls were not answered."""
    cpu: float


def work(shift: Shift) -> Worked:
    in_real_time()  # callers have telephones of their own, whose keys this machine's load can't slow
    gc.freeze()
    gc.set_threshold(700, 10, NEVER)  # looking through all that was heard so far would stop all callers for 0.2 s
    began = time.process_time()
    crew = _Crew(shift)
    asyncio.run(crew.work())
    return Worked(crew.calls, crew.failed, time.process_time() - began)


class _Crew:
    def __init__(self, shift: Shift) -> None:
        self.calls: list[Made] = []
        self.failed: list[str] = []
        self._shift = shift
        self._scenarios = Scenarios(shift.tree)
        self._free = list(shift.people)
        self._untouched = {person.id_number for person in shift.people}
        self._numbers = count()
        self._until = 0.0

    async def work(self) -> None:
        self._until = time.monotonic() + self._shift.seconds
        callers = self._shift.callers
        tasks = [self._caller(number, plain=number >= callers) for number in range(callers + self._shift.plain_callers)]
        await asyncio.gather(*tasks)

    async def _caller(self, number: int, *, plain: bool) -> None:
        dice = Random(f"{self._shift.seed}:{number}")  # noqa: S311  # only a caller's whims
        await asyncio.sleep(dice.uniform(0, STARTS_SECONDS))
        while time.monotonic() < self._until:
            await (self._call(self._plain_script()) if plain else self._call_as_somebody(dice))
            await asyncio.sleep(dice.uniform(*BETWEEN_CALLS))

    def _plain_script(self) -> Script:
        """Also calls' keys: down through the menus and back."""
        return Script("plain", self._shift.route.lap * PLAIN_LAPS, plain=True)

    async def _call_as_somebody(self, dice: Random) -> None:
        person = self._free.pop(dice.randrange(len(self._free)))
        script = self._scenarios.script(person, dice, may_change=person.id_number in self._untouched)
        if script.name.startswith("card"):
            self._untouched.remove(person.id_number)
        try:
            await self._call(in_some_manner(script, dice))
        finally:
            self._free.append(person)

    async def _call(self, script: Script) -> None:
        number = f"{self._shift.prefix}{next(self._numbers):06}"
        plan, began = self._plan(script, number), time.time()
        try:
            self.calls.append(made(script, number, began, await place(plan)))
        except CallFailed as failure:
            self.failed.append(f"{script.name}: {failure}")

    def _plan(self, script: Script, number: str) -> CallPlan:
        person = script.person
        plan = CallPlan(
            LOOPBACK,
            self._shift.sip_port,
            caller_number=number,
            keys=parse_keys(script.line),
            person=Person(SecretStr(person.id_number), SecretStr(person.pin)) if person else None,
            listen_seconds=0.0 if script.cut else LISTEN_SECONDS,
            limit_seconds=LIMIT_SECONDS,
        )
        return replace(plan, number=PLAIN, listen_seconds=0.6) if script.plain else plan
