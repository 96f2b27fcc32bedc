"""A PostgreSQL server of our own for the tests, on a socket in a directory of its own."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from sqlalchemy import URL, NullPool, create_engine

USER = "tests"


class PostgresMissing(Exception):
    """PostgreSQL's server programs aren't installed."""


class Server:
    def __init__(self, socket: Path) -> None:
        self._socket = socket
        self._made = 0

    def new_database(self, copied_from: URL | None = None) -> URL:
        """An empty one, or a copy of one that nobody uses."""
        self._made += 1
        name = f"test{self._made}"
        engine = create_engine(self._url("postgres"), isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with engine.connect() as connection:
            template = f" TEMPLATE {copied_from.database}" if copied_from else ""
            connection.exec_driver_sql(f"CREATE DATABASE {name}{template}")
        return self._url(name)

    def _url(self, database: str) -> URL:
        return URL.create("postgresql+psycopg", username=USER, database=database, query={"host": str(self._socket)})


@contextmanager
def server() -> Iterator[Server]:
    """Raises PostgresMissing. The server refuses to run as root, so root's tests run it as another user."""
    programs = _programs()
    user = _user()
    home = Path(mkdtemp(prefix="ivr-pg."))  # not pytest's own: only its owner may enter that
    try:
        shutil.chown(home, user)
        data = home / "data"
        _run(user, programs / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-F -c listen_addresses= -c unix_socket_directories={home}"
        _run(user, programs / "pg_ctl", "-D", data, "-w", "-l", home / "log", "-o", options, "start")
        try:
            yield Server(home)
        finally:
            _run(user, programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home)


def _programs() -> Path:
    if found := shutil.which("pg_ctl"):
        return Path(found).resolve().parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    if not installed:
        raise PostgresMissing("no PostgreSQL server here; apt-get install postgresql")
    return installed[-1].parent


def _user() -> str:
    if os.geteuid():
        return pwd.getpwuid(os.geteuid()).pw_name
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _run(user: str, *command: str | Path) -> None:
    other = user if os.geteuid() == 0 else None
    subprocess.run(list(map(str, command)), user=other, check=True, stdout=subprocess.DEVNULL, cwd="/")
