import stat
import sys
from pathlib import Path
from typing import Literal

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from ivr.database import DatabaseUnavailable, database_url, migrate, open_ours, transaction
from ivr.settings import BadSettings, Settings, load

PASSWORD = "hunter2"
Setting = Literal["database_url", "benefits_url"]


def settings(home: Path, url: str = "") -> Settings:
    return load(home=home, database_url=SecretStr(url))


def pragma(engine: Engine, name: str) -> object:
    with engine.connect() as connection:
        return connection.execute(text(f"PRAGMA {name}")).scalar()


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def test_the_file_is_private_and_so_is_its_log(tmp_path: Path) -> None:
    engine = open_ours(settings(tmp_path / "home"))
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO pin_attempts VALUES ('a', '2026-11-23', 1)"))
        files = sorted(file.name for file in (tmp_path / "home").iterdir())
        assert files == ["ivr.db", "ivr.db-shm", "ivr.db-wal"]
        assert {mode(file) for file in (tmp_path / "home").iterdir()} == {0o600}
    engine.dispose()


def test_a_file_that_others_could_read_is_made_private(tmp_path: Path) -> None:
    (tmp_path / "ivr.db").touch(mode=0o644)
    open_ours(settings(tmp_path)).dispose()
    assert mode(tmp_path / "ivr.db") == 0o600


def test_each_connection_is_tuned(tmp_path: Path) -> None:
    engine = open_ours(settings(tmp_path))
    engine.dispose()
    tuning = [pragma(engine, name) for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")]
    assert tuning == ["wal", 1, 5000, 1]
    engine.dispose()


def test_errors_do_not_show_values(tmp_path: Path) -> None:
    engine = open_ours(settings(tmp_path))
    migrate(engine)
    insert = text("INSERT INTO pin_attempts VALUES (:person, '2026-11-23', NULL)")
    with pytest.raises(IntegrityError) as raw, engine.begin() as connection:
        connection.execute(insert, {"person": "440101199001011234"})
    with pytest.raises(DatabaseUnavailable) as ours, transaction(engine) as connection:
        connection.execute(insert, {"person": "440101199001011234"})
    assert "440101" not in f"{raw.value} {ours.value}"
    engine.dispose()


@pytest.mark.parametrize("setting", ["database_url", "benefits_url"])
@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        f"mysql://ivr:{PASSWORD}@host/ivr",
        f"postgresql://ivr@host:{PASSWORD}/ivr",
        f"postgresql://ivr:{PASSWORD}@host",
        "sqlite://",
    ],
)
def test_a_bad_url_is_named_and_not_repeated(tmp_path: Path, setting: Setting, url: str) -> None:
    with pytest.raises(BadSettings, match=rf"^IVR_{setting.upper()}: write postgresql://") as error:
        database_url(load(home=tmp_path, **{setting: SecretStr(url)}), setting, "a.db")
    assert PASSWORD not in str(error.value)


@pytest.mark.parametrize("setting", ["database_url", "benefits_url"])
def test_postgresql_without_its_driver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: Setting) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(BadSettings, match=rf"^IVR_{setting.upper()}: PostgreSQL needs psycopg"):
        database_url(load(home=tmp_path, **{setting: SecretStr("postgresql://host/ivr")}), setting, "a.db")


def test_a_server_that_is_down(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnavailable, match=r"PostgreSQL database ivr on 127\.0\.0\.1: .*refused") as error:
        open_ours(settings(tmp_path, f"postgresql://ivr:{PASSWORD}@127.0.0.1:1/ivr"))
    assert PASSWORD not in str(error.value)
    assert "\n" not in str(error.value)


def test_a_directory_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "home").touch()
    with pytest.raises(DatabaseUnavailable, match=r"home/ivr\.db: .*; its directory must be writable"):
        open_ours(settings(tmp_path / "home"))


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "ivr.db").write_text("a letter\n" * 1000)
    with pytest.raises(DatabaseUnavailable, match=r"ivr\.db: DatabaseError SQLITE_NOTADB"):
        open_ours(settings(tmp_path))
