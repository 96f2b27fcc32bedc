"""What each page costs whoever opens it, beside a bare page of the same server in the same minute."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import numpy as np
from sqlalchemy import Engine

from ivr.bench.pages.addresses import addresses
from ivr.bench.pages.browser import Browser
from ivr.bench.pages.console import bare, console, publish, sign_in
from ivr.bench.reports.filling import count, fill_month
from ivr.console.app import create_app
from ivr.database import migrate, open_ours
from ivr.settings import Settings, load

PROMISED_MS, PROMISED_KB = 100.0, 300.0


@dataclass(frozen=True)
class PageTimes:
    address: str
    p50_ms: float
    p95_ms: float
    kb: float
    """The page alone."""
    whole_kb: float
    """With all that a browser loads for it that has none of it yet."""

    @property
    def keeps_its_promise(self) -> bool:
        return self.p50_ms < PROMISED_MS and self.whole_kb < PROMISED_KB


@dataclass(frozen=True)
class PagesBench:
    calls: int
    bare: PageTimes
    pages: tuple[PageTimes, ...]
    """The slowest first."""


def measure(software: Path, calls: int, times: int, seed: int, done: Callable[[float], None]) -> PagesBench:
    """`done` is told the share of the calls that are there. Raises BenchFailed."""
    with TemporaryDirectory(prefix="ivr-bench-") as home:
        settings = load(home=Path(home), software=software, benefits_url="", database_url="")
        ours = open_ours(settings)
        migrate(ours)
        fill_month(settings, ours, calls, seed, done)
        sum(count(ours, ZoneInfo(settings.timezone)))
        wanted = list(addresses(create_app(settings, ours), ours, publish(settings, ours)))
        pages, reference = _measured(settings, ours, wanted, times)
        ours.dispose()
    return PagesBench(calls, reference, tuple(sorted(pages, key=lambda one: -one.p50_ms)))


def _measured(settings: Settings, ours: Engine, wanted: list[str], times: int) -> tuple[list[PageTimes], PageTimes]:
    with console(settings) as port, closing(sign_in(ours, port)) as browser:
        pages = list(_pages(browser, wanted, times))
    with bare() as port, closing(Browser(port)) as browser:
        (reference,) = _pages(browser, ["/"], times)
    return pages, reference


def _pages(browser: Browser, wanted: list[str], times: int) -> Iterator[PageTimes]:
    """Of those that are pages, once they were opened before."""
    for address in wanted:
        first = browser.open(address)
        if (first.status, first.kind) == (200, "text/html"):
            took = [1000 * browser.open(address).seconds for _ in range(times)]
            files = sum(browser.open(file).size for file in first.files)
            p50, p95 = (float(np.percentile(took, share)) for share in (50, 95))
            yield PageTimes(address, p50, p95, first.size / 1000, (first.size + files) / 1000)
