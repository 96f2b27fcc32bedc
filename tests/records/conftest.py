"""Our database, empty, on each of the two engines; PostgreSQL where its programs are installed."""

import getpass
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine, text

from ivr.database import migrate, open_ours
from ivr.settings import Settings, load


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """A server of our own on a socket in a new directory: no port, nothing shared with one that may run here."""
    if not (shutil.which("initdb") and shutil.which("pg_ctl")):
        pytest.skip("initdb and pg_ctl are not installed")
    directory = Path(tempfile.mkdtemp(prefix="ivr-pg-"))
    run = []
    if getpass.getuser() == "root":  # as whom it refuses to run
        shutil.chown(directory, "postgres")
        run = ["runuser", "-u", "postgres", "--"]
    server = [*run, "pg_ctl", "-D", str(directory / "data"), "-l", str(directory / "log"), "-w"]
    options = f"-F -k {directory} -c listen_addresses=''"
    initdb = [*run, "initdb", "-D", str(directory / "data"), "-U", "ivr", "-A", "trust", "-E", "UTF8", "--no-sync"]
    try:
        subprocess.run(initdb, check=True, capture_output=True, cwd=directory)
        subprocess.run([*server, "-o", options, "start"], check=True, stdout=subprocess.DEVNULL, cwd=directory)
        yield f"postgresql://ivr@/postgres?host={directory}"
        subprocess.run([*server, "-m", "immediate", "stop"], check=True, capture_output=True, cwd=directory)
    finally:
        shutil.rmtree(directory)


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings with an empty database."""
    if request.param == "sqlite":
        return load(home=tmp_path)
    settings = load(home=tmp_path, database_url=SecretStr(request.getfixturevalue("postgresql_url")))
    engine = open_ours(settings)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return settings


@pytest.fixture
def ours(settings: Settings) -> Iterator[Engine]:
    engine = open_ours(settings)
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Engine]:
    """The embedded database alone, for what only a file can do."""
    engine = open_ours(load(home=tmp_path))
    migrate(engine)
    yield engine
    engine.dispose()
