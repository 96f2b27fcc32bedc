"""Our database as most tests begin: open, with its tables and nothing in them."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine

from ivr.database import migrate, open_ours
from ivr.settings import Settings, load

FILE = "ivr.db"


def open_migrated(settings: Settings) -> Engine:
    """The embedded one is a copy: migrating it takes longer than most tests."""
    if settings.database_url.get_secret_value():
        engine = open_ours(settings)
        migrate(engine)
        return engine
    settings.home.mkdir(parents=True, exist_ok=True)
    (settings.home / FILE).write_bytes(_embedded())
    return open_ours(settings)


@cache
def _embedded() -> bytes:
    with TemporaryDirectory() as home:
        engine = open_ours(load(home=Path(home)))
        migrate(engine)
        engine.dispose()
        return (Path(home) / FILE).read_bytes()
