"""Keeps the sums up to date while a process runs."""

import threading
import time
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import Engine

from ivr.database import DatabaseUnavailable
from ivr.records.reports.counting import count_some

EVERY_SECONDS = 20.0

log = structlog.get_logger()


def keep_counted(engine: Engine, zone: ZoneInfo, stopping: threading.Event) -> None:
    """Until it is to stop. What fails is tried again later; nothing is lost, for calls keep until they are counted."""
    while not stopping.is_set():
        try:
            _count(engine, zone, stopping)
        except DatabaseUnavailable as fault:
            log.warning("calls_not_counted", why=str(fault))
        stopping.wait(EVERY_SECONDS)


def _count(engine: Engine, zone: ZoneInfo, stopping: threading.Event) -> None:
    """Rests after each batch as long as it took, so that whoever writes calls comes to it in between."""
    began = time.monotonic()
    while not stopping.is_set() and count_some(engine, zone):
        stopping.wait(time.monotonic() - began)
        began = time.monotonic()
