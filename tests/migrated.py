"""Our database as most tests begin: open, with its tables and nothing in them."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Engine, event

from ivr.database import migrate, open_ours
from ivr.settings import Settings, load

FILE = "ivr.db"


def open_migrated(settings: Settings) -> Engine:
    """The embedded one is a copy: migrating it takes longer than most tests. It need not outlive a power cut."""
    if settings.database_url.get_secret_value():
        engine = open_ours(settings)
        migrate(engine)
        return engine
    settings.home.mkdir(parents=True, exist_ok=True)
    (settings.home / FILE).write_bytes(_embedded())
    engine = open_ours(settings)
    engine.dispose()
    event.listen(engine, "connect", _wait_for_no_disk)
    return engine


def _wait_for_no_disk(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA synchronous = OFF")


@cache
def _embedded() -> bytes:
    with TemporaryDirectory() as home:
        engine = open_ours(load(home=Path(home)))
        migrate(engine)
        engine.dispose()
        return (Path(home) / FILE).read_bytes()
