"""Our own database (calls, steps, PIN attempts): a file in `home`, or PostgreSQL when several machines share it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection, Engine, MetaData, String, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from ivr.mendable import Mendable
from ivr.settings import BadSettings, Settings

MIGRATIONS = Path(__file__).parent / "records" / "migrations"
BUSY_SECONDS = 5
"""How long to wait for another writer, a free connection or the server."""
URL_FORMS = "write postgresql://user:password@host/database or sqlite:////absolute/path/of/a/file"
OURS = "IVR_DATABASE_URL"
MIGRATION_LOCK = 12333
"""The key of PostgreSQL's advisory lock under which one process migrates."""


class DatabaseUnavailable(Mendable):
    """Our database can't be reached or written; the message says where it is and what to do, and holds no values."""


class Base(DeclarativeBase):
    """The tables of ours. Constraint names are fixed, so that a migration can name what it changes."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
        }
    )


class PinAttempts(Base):
    """Wrong PINs of one person on one day of the office's calendar, whatever telephone they came from."""

    __tablename__ = "pin_attempts"

    person_hmac: Mapped[str] = mapped_column(String(64), primary_key=True)
    day: Mapped[date]
    failures: Mapped[int]


def database_url(settings: Settings, setting: Literal["database_url", "benefits_url"], file: str) -> URL:
    """Where the setting says that a database is; `file` in `home` when it is not set. Raises BadSettings."""
    text: str = getattr(settings, setting).get_secret_value()
    if not text:
        return URL.create("sqlite", database=str(settings.home / file))
    name = f"IVR_{setting.upper()}"
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):  # its text can hold the password
        raise BadSettings(f"{name}: {URL_FORMS}") from None
    if url.get_backend_name() not in {"sqlite", "postgresql"} or not url.database:
        raise BadSettings(f"{name}: {URL_FORMS}")
    return url if url.get_backend_name() == "sqlite" else _with_driver(url, name)


def _with_driver(url: URL, name: str) -> URL:
    try:
        import_module("psycopg")
    except ImportError:
        raise BadSettings(f"{name}: PostgreSQL needs psycopg; pip install 'ivr[postgresql]'") from None
    return url.set(drivername="postgresql+psycopg")


def open_ours(settings: Settings) -> Engine:
    """Opens our database and looks whether it answers. Raises BadSettings or DatabaseUnavailable."""
    url = database_url(settings, "database_url", "ivr.db")
    engine = _open_file(url) if url.get_backend_name() == "sqlite" else _open_server(url)
    with transaction(engine):
        return engine


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """A transaction on our database. Raises DatabaseUnavailable when it can't be begun, carried out or committed."""
    try:
        with engine.begin() as connection:
            yield connection
    except (DBAPIError, PoolTimeout) as error:
        raise DatabaseUnavailable(f"{place(engine.url)}: {reason(error)}; {remedy(engine.url, OURS)}") from None


def migrate(engine: Engine) -> None:
    """Brings the tables to this program's version, all steps or none. Raises DatabaseUnavailable.

    Of processes that start at once the first one migrates; the others wait and find it done.
    """
    with transaction(engine) as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")
        command.upgrade(alembic_config(connection), "head")


def alembic_config(connection: Connection) -> Config:
    """What Alembic's commands need to work on an open connection, inside its transaction."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def place(url: URL) -> str:
    """Where a database is, without user and password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return f"PostgreSQL database {url.database} on {url.host or 'the local socket'}"


def remedy(url: URL, setting: str) -> str:
    """What to do about a database that can't be reached; `setting` is the one that names it."""
    if url.get_backend_name() == "sqlite":
        return "its directory must be writable, its disk not full, and no other program may hold it"
    return f"see that the server runs and that {setting} names it rightly"


def is_outage(error: Exception) -> bool:
    """Whether the database is what failed, so that the same statement may pass later."""
    return isinstance(error, DBAPIError | PoolTimeout) and not isinstance(error, IntegrityError | DataError)


def reason(error: Exception) -> str:
    """What went wrong, without values: other errors than these can quote the row that they refuse."""
    driver = getattr(error, "orig", None) or error
    if isinstance(error, OperationalError | InterfaceError):
        return str(driver).partition("\n")[0]
    code = getattr(driver, "sqlite_errorname", None) or getattr(driver, "sqlstate", None)
    return f"{type(driver).__name__} {code}" if code else type(driver).__name__


def _open_file(url: URL) -> Engine:
    file = Path(str(url.database))
    try:
        _create_private(file)
    except OSError as error:
        raise DatabaseUnavailable(f"{file}: {error.strerror}; {remedy(url, OURS)}") from None
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _tune_file)
    return engine


def _create_private(file: Path) -> None:
    """SQLite gives its write-ahead log the mode of the file, so the file must be private before SQLite sees it.

    An existing file isn't opened: closing it would drop the locks that this process holds on it by SQLite.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        file.chmod(0o600)


def _tune_file(connection: Any, _record: object) -> None:
    """Readers and the writer don't wait for each other; a commit outlives the process, not a power cut."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _open_server(url: URL) -> Engine:
    return create_engine(
        url,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_timeout=BUSY_SECONDS,
        connect_args={"connect_timeout": BUSY_SECONDS, "tcp_user_timeout": BUSY_SECONDS * 1000},
    )
