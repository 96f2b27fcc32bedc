"""Makes the demo's benefits database: whole, or not at all."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkstemp
from typing import Any

from sqlalchemy import URL, Connection, NullPool, create_engine, event, inspect, select
from sqlalchemy.exc import SQLAlchemyError

from ivr.benefits.demo.filling import fill
from ivr.benefits.demo.plan import Demo, DemoRefused
from ivr.benefits.schema import THEIRS
from ivr.benefits.schema.people import demo_origin
from ivr.database import place, reason, remedy


def make_demo(url: URL, demo: Demo, progress: Callable[[int], None], *, replace: bool = False) -> None:
    """Makes the people, telling `progress` how many there are so far. Raises DemoRefused.

    A database that isn't a demo is never touched, a demo only with `replace`.
    """
    try:
        make = _make_file if url.get_backend_name() == "sqlite" else _make_in_server
        make(url, demo, progress, replace)
    except SQLAlchemyError as error:
        raise DemoRefused(f"{place(url)}: {reason(error)}; {remedy(url, 'IVR_BENEFITS_URL')}") from None
    except OSError as error:
        raise DemoRefused(f"{place(url)}: {error.strerror}; {remedy(url, 'IVR_BENEFITS_URL')}") from None


def _make_in_server(url: URL, demo: Demo, progress: Callable[[int], None], replace: bool) -> None:
    """In one transaction, tables too."""
    engine = create_engine(url, hide_parameters=True, poolclass=NullPool)
    with engine.begin() as connection:
        _refuse(connection, replace)
        THEIRS.drop_all(connection)
        THEIRS.create_all(connection)
        fill(connection, demo, progress)


def _make_file(url: URL, demo: Demo, progress: Callable[[int], None], replace: bool) -> None:
    target = Path(str(url.database))
    if target.exists():
        with create_engine(url, hide_parameters=True, poolclass=NullPool).connect() as connection:
            _refuse(connection, replace)
            _refuse_strangers(connection)
    target.parent.mkdir(parents=True, exist_ok=True)
    with _taking_the_place_of(target) as new:
        engine = create_engine(url.set(database=str(new)), hide_parameters=True, poolclass=NullPool, paramstyle="named")
        event.listen(engine, "connect", _hurry)
        with engine.begin() as connection:
            THEIRS.create_all(connection)
            fill(connection, demo, progress)


def _refuse(connection: Connection, replace: bool) -> None:
    """Refuses a database whose tables aren't a demo's, and a demo that isn't to be replaced."""
    present = set(inspect(connection).get_table_names()) & set(THEIRS.tables)
    if not present:
        return
    where = place(connection.engine.url)
    origin = connection.execute(select(demo_origin)).one_or_none() if demo_origin.name in present else None
    if origin is None:
        raise DemoRefused(f"{where}: has benefits tables that are no demo's; name another by IVR_BENEFITS_URL")
    if not replace:
        raise DemoRefused(f"{where}: has {origin.people} demo people already; --replace makes them anew")


def _refuse_strangers(connection: Connection) -> None:
    """A file is replaced whole, so nothing else may be in it."""
    if strangers := set(inspect(connection).get_table_names()) - set(THEIRS.tables):
        where = place(connection.engine.url)
        raise DemoRefused(f"{where}: holds other tables ({min(strangers)}); name another file by IVR_BENEFITS_URL")


@contextmanager
def _taking_the_place_of(target: Path) -> Iterator[Path]:
    """A new file beside the target that is renamed to it at the end, or removed."""
    handle, name = mkstemp(dir=target.parent, prefix=f"{target.name}.", suffix=".new")
    try:
        yield Path(name)
        os.fsync(handle)
        Path(name).replace(target)
    finally:
        os.close(handle)
        Path(name).unlink(missing_ok=True)


def _hurry(connection: Any, _record: object) -> None:
    """A file that is thrown away when anything goes wrong needs no journal."""
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -200000")
