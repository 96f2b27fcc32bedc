"""Runs a system of its own, sets callers on it, and draws up the sums."""

import multiprocessing
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from ivr.bench.calls import cpu_seconds
from ivr.bench.soak.books import Books
from ivr.bench.soak.callers import Shift, Worked, work
from ivr.bench.soak.leaks import Watch
from ivr.bench.soak.report import Cpu, SoakReport
from ivr.bench.system import BenchFailed, System, temporary_system
from ivr.benefits.demo import DemoPerson, demo_people
from ivr.benefits.theirs import benefits_url
from ivr.menus.service import read_service
from ivr.settings import DIALPLAN, PROMPTS, load

PROCESSES = 2
"""Of callers: one would need all of a core for 100 of them."""
PLAIN_CALLERS = 1
"""In each, beside the others: the reference under the very same load."""
PEOPLE = 500
MORNING = 9
LONGER_SECONDS = 240.0
"""For the calls that are going on when the time is over."""


@dataclass(frozen=True)
class Wanted:
    callers: int
    seconds: float
    seed: int
    recogniser: str = "auto"
    """What listens to these callers, of whom none speaks; as IVR_RECOGNISER."""


def soak(wanted: Wanted, done: Callable[[float], None] = lambda _: None) -> SoakReport:
    """`done` is told the share of the time that is over. Raises BenchFailed, NoRoute and what `ivr run` raises when it can't
    start."""
    software = load().software_dir
    more = {"IVR_WORKERS": "2", "IVR_TIMEZONE": _morning(), "IVR_RECOGNISER": wanted.recogniser}
    with temporary_system(software, people=PEOPLE, **more) as system:
        watch = Watch(system)
        people = demo_people(benefits_url(system.settings), PEOPLE)
        before, began = _cpu(system), time.monotonic()
        worked = _work(_shifts(wanted, system, people), wanted.seconds, done)
        seconds = time.monotonic() - began
        asterisk, application, recogniser = (
            (now - then) / seconds for now, then in zip(_cpu(system), before, strict=True)
        )
        watch.after_calls()
        books = Books(system, worked)
    cpu = Cpu(asterisk, application, recogniser, sum(one.cpu for one in worked) / seconds)
    return books.report(wanted.callers, seconds, cpu, watch.after_end())


def _morning() -> str:
    """A time zone in which the office has just opened, if it is a working day: then persons are rung."""
    ahead = (MORNING - datetime.now(UTC).hour + 12) % 24 - 12
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


def _cpu(system: System) -> tuple[float, float, float]:
    recogniser = cpu_seconds(system.recogniser_pid) if system.recogniser_pid else 0.0
    return cpu_seconds(system.asterisk_pid), sum(map(cpu_seconds, system.application_pids)), recogniser


def _shifts(wanted: Wanted, system: System, people: list[DemoPerson]) -> list[Shift]:
    """Each process has its own people and telephone numbers."""
    tree = read_service(DIALPLAN, PROMPTS).tree
    return [
        Shift(
            sip_port=system.settings.sip_port,
            tree=tree,
            route=system.route,
            people=people[number::PROCESSES],
            callers=len(range(number, wanted.callers, PROCESSES)),
            plain_callers=PLAIN_CALLERS,
            seconds=wanted.seconds,
            seed=f"{wanted.seed}:{number}",
            prefix=f"1390{number}",
        )
        for number in range(PROCESSES)
    ]


def _work(shifts: list[Shift], seconds: float, done: Callable[[float], None]) -> list[Worked]:
    """Forked, so that all have the same hashes: by them packets are told apart."""
    began = time.monotonic()
    with multiprocessing.get_context("fork").Pool(len(shifts)) as pool:
        working = pool.map_async(work, shifts, chunksize=1)
        while not working.ready():
            working.wait(0.5)
            done(min(1.0, (time.monotonic() - began) / seconds))
            if time.monotonic() - began > seconds + LONGER_SECONDS:
                raise BenchFailed("the callers did not come to an end")
        pool.close()  # an end by itself: one by a signal would look like Ctrl-C to it
        pool.join()
        return working.get()
