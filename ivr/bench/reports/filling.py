"""A month of calls in a database of the bench's own, and the same calls in the sums of reports."""

import time
from collections.abc import Callable, Iterator
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from ivr.bench.reports.month import Month, fill
from ivr.bench.reports.patterns import Callers, Pattern
from ivr.benefits.demo import demo_people
from ivr.benefits.theirs import benefits_url
from ivr.menus.service import read_service
from ivr.records.reports.counting import count_some
from ivr.running import fill_demo
from ivr.settings import DIALPLAN, PROMPTS, Settings
from ivr.simulator.spoken_values import declared

PEOPLE = 100
PATTERNS = 500
"""Different calls, which the month is made of."""
FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
TREE_VERSIONS = ("1", "2")


def fill_month(settings: Settings, ours: Engine, calls: int, seed: int, done: Callable[[float], None]) -> None:
    """`done` is told the share of the calls that are there."""
    month = Month(FIRST, LAST.day, calls, TREE_VERSIONS, ZoneInfo(settings.timezone), seed)
    for made in fill(ours, month, _patterns(settings, seed)):
        done(made / calls)


def count(ours: Engine, zone: ZoneInfo) -> Iterator[float]:
    """The seconds of each batch."""
    taken = 1
    while taken:
        began = time.perf_counter()
        taken = count_some(ours, zone)
        yield time.perf_counter() - began


def _patterns(settings: Settings, seed: int) -> list[Pattern]:
    fill_demo(settings, PEOPLE)
    people = demo_people(benefits_url(settings), PEOPLE)
    callers = Callers(read_service(DIALPLAN, PROMPTS), declared(DIALPLAN), people, seed)
    return [callers.call() for _ in range(PATTERNS)]
