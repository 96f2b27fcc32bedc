"""What reports cost: taking calls into the sums, opening a month from them, and the same figures by SQL over all its calls."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, text

from ivr.bench.reports.filling import FIRST, LAST, count, fill_month
from ivr.database import migrate, open_ours, transaction
from ivr.records.reports.reading import read_report
from ivr.records.reports.report import Report, Wanted
from ivr.records.reports.tables.every import tables
from ivr.settings import load

OPENINGS = 5
BY_SQL = (
    "SELECT strftime('%Y-%m-%d %H', started_at, '+8 hours'), outcome, count(*), count(answered_at) FROM calls GROUP BY 1, 2",
    "SELECT node, input, outcome, count(*), sum(milliseconds), sum(milliseconds > 600) FROM steps GROUP BY 1, 2, 3",
    "SELECT node, count(DISTINCT call_id) FROM steps GROUP BY 1",
    """SELECT before, node, count(*) FROM
       (SELECT node, lag(node, 1, '') OVER (PARTITION BY call_id ORDER BY n) before FROM steps)
       WHERE before <> node GROUP BY 1, 2""",
)
"""The hours, the steps, the nodes and the ways, of one month that has the database to itself."""


@dataclass(frozen=True)
class ReportsBench:
    calls: int
    steps: int
    fill_seconds: float
    """Making the log: no part of what is measured."""
    sums_seconds: float
    batch_ms: float
    """The longest that the call log could have had to wait for a batch."""
    open_ms: float
    """Reading the month and making its tables: the median."""
    sql_seconds: float
    agree: bool
    """Whether both count the same."""


def measure(calls: int, seed: int, done: Callable[[float], None]) -> ReportsBench:
    """In a database of its own, which is removed. `done` is told the share of the calls that are there."""
    with TemporaryDirectory(prefix="ivr-bench-") as home:
        settings = load(home=Path(home), benefits_url="", database_url="")
        zone = ZoneInfo(settings.timezone)
        engine = open_ours(settings)
        migrate(engine)
        fill_seconds = _seconds(lambda: fill_month(settings, engine, calls, seed, done))
        batches = list(count(engine, zone))
        openings = sorted(_seconds(lambda: tables(_read(engine, zone), {})) for _ in range(OPENINGS))
        report = _read(engine, zone)
        began = time.perf_counter()
        calls_by_sql, steps_by_sql = _by_sql(engine)
        sql_seconds = time.perf_counter() - began
        engine.dispose()
    steps = report.step_outcomes.total()
    return ReportsBench(
        calls=report.total,
        steps=steps,
        fill_seconds=fill_seconds,
        sums_seconds=sum(batches),
        batch_ms=1000 * max(batches),
        open_ms=1000 * openings[OPENINGS // 2],
        sql_seconds=sql_seconds,
        agree=(calls, calls, steps) == (report.total, calls_by_sql, steps_by_sql),
    )


def _read(engine: Engine, zone: ZoneInfo) -> Report:
    return read_report(engine, Wanted(FIRST, LAST), zone)


def _by_sql(engine: Engine) -> tuple[int, int]:
    """Calls and steps."""
    with transaction(engine) as connection:
        calls, steps, _, _ = [connection.execute(text(wanted)).all() for wanted in BY_SQL]
    return sum(row[2] for row in calls), sum(row[3] for row in steps)


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
