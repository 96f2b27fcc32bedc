"""Our database, empty, on each of the two engines."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine

from ivr.settings import Settings, load
from tests.migrated import open_migrated


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings with an empty database."""
    if request.param == "sqlite":
        return load(home=tmp_path)
    url = request.getfixturevalue("postgres").new_database()
    return load(home=tmp_path, database_url=SecretStr(url.render_as_string(hide_password=False)))


@pytest.fixture
def ours(settings: Settings) -> Iterator[Engine]:
    engine = open_migrated(settings)
    yield engine
    engine.dispose()


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Engine]:
    """The embedded database alone, for what only a file can do."""
    engine = open_migrated(load(home=tmp_path))
    yield engine
    engine.dispose()
